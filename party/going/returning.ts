import type { Env } from "../env.ts";

/** When this isolate was asked first, in ms since epoch: somebody is back. */
let beganAt: number | null = null;

/**
 * From when on a room may wake everyone's inbox, in ms since epoch: not while people are still coming back whom the server before has sent
 * away, and then no more rooms in a second than there were people. Waking an inbox costs as much as letting somebody in
 * (docs/decisions/0057-restarts-that-nobody-notices.md). At the edge, and after a crash, nobody has been sent away: it is now.
 */
export function mayWakeAllAt(
  { RETURNING_MS }: Pick<Env, "RETURNING_MS">,
  now: number,
  random: () => number,
): number {
  beganAt ??= now;
  return beganAt + RETURNING_MS * (1 + random());
}
