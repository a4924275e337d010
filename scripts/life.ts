import { tell } from "./trouble.ts";

/** What a server process may count on from its beginning to its end. */
export type Life = {
  /** Says what to do at the end. What was said last is done first: rooms must not outlive their database. */
  endWith: (stop: () => unknown) => void;
  /** Tells one sentence, and ends everything. */
  fail: (sentence: string) => void;
};

/**
 * Runs a server until its supervisor (scripts/start.mjs) ends it: by SIGTERM, or by closing its standard input, which
 * happens also when the supervisor is killed. Then everything that was started is stopped in order.
 */
export async function live(main: (life: Life) => Promise<void>): Promise<void> {
  const endings: (() => unknown)[] = [];
  let isEnding = false;
  const end = async (code: number) => {
    if (isEnding) return;
    isEnding = true;
    for (const stop of endings.toReversed()) {
      try {
        await stop();
      } catch {
        // It never came up, which was told already; the others must still be stopped.
      }
    }
    process.exit(code);
  };
  const fail = (sentence: string) => {
    if (!isEnding) console.error(sentence);
    void end(1);
  };
  process.on("SIGTERM", () => void end(0));
  process.stdin.on("close", () => void end(0)).resume();
  // A terminal sends these to everyone at once; here the supervisor says when.
  process.on("SIGINT", () => {});
  process.on("SIGHUP", () => {});
  try {
    await main({ endWith: (stop) => endings.push(stop), fail });
  } catch (error) {
    fail(tell(error));
  }
}

/** The sentence for a part that should have gone on. */
export function endedUnexpectedly(part: string): string {
  return `${part} ended unexpectedly, so everything was stopped: start again, nothing accepted is lost.`;
}
