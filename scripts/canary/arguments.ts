import { Trouble } from "../trouble.ts";
import { readSmokeArguments, type SmokeArguments } from "../smoke/arguments.ts";

export type CanaryArguments = SmokeArguments & {
  /** How long to watch for the end of open sockets; 0: not at all. */
  watchSeconds: number;
};

/** An access token lives for five minutes, and so does the proof by which the visitor is deleted. */
const LONGEST_WATCH_S = 240;

/** Those of the smoke test, and `--watch SECONDS`. @throws Trouble that shows how the command is used. */
export function readCanaryArguments(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): CanaryArguments {
  const at = args.indexOf("--watch");
  const others = at === -1 ? args : args.filter((_, i) => i !== at && i !== at + 1);
  const given = at === -1 ? "0" : (args[at + 1] ?? "");
  const watchSeconds = /^\d+$/.test(given) ? Number(given) : Infinity;
  if (watchSeconds > LONGEST_WATCH_S) {
    throw new Trouble(
      `--watch takes whole seconds, up to ${LONGEST_WATCH_S}, as in "--watch 120".`,
    );
  }
  return { ...readSmokeArguments(others, env), watchSeconds };
}
