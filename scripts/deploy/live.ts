import { setTimeout as pause } from "node:timers/promises";
import { parseJson } from "#protocol/decode.ts";
import { Trouble } from "../trouble.ts";

/** What a served community says of itself in the headers of its API. */
export type Live = { version: string; jurisdiction: string; body: unknown };

const ANSWER_WITHIN_MS = 10_000;

/** Null where no Parley answers. */
export async function askLive(url: string): Promise<Live | null> {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      redirect: "manual",
    });
    if (!answer.ok) return null;
    const { headers } = answer;
    return {
      version: headers.get("Parley-Version") ?? "",
      jurisdiction: headers.get("Parley-Jurisdiction") ?? "",
      body: parseJson(await answer.text()),
    };
  } catch {
    // Nobody there yet, or no network; whatever comes next tells.
    return null;
  }
}

/** Answers of old and new versions are mixed for a moment; so many of the new one in a row are enough. */
const IN_A_ROW = 3;
const LOOK_AGAIN_MS = 500;

/** @throws Trouble when the new version does not answer in time. */
export async function untilVersion(
  origin: string,
  version: string,
  withinMs: number,
): Promise<void> {
  const until = Date.now() + withinMs;
  let seen = 0;
  while (seen < IN_A_ROW) {
    const live = await askLive(`${origin}/api/community`);
    seen = live?.version === version ? seen + 1 : 0;
    if (Date.now() > until && seen < IN_A_ROW)
      throw new Trouble(
        `${origin} ${live ? "still answers with another version" : "does not answer"}. A new domain takes some minutes to get its certificate.`,
      );
    if (seen < IN_A_ROW) await pause(LOOK_AGAIN_MS);
  }
}
