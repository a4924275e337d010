import type { Env } from "../env.ts";

/** When this isolate was asked first, in ms since epoch: somebody is back. */
let beganAt: number | null = null;
/** When somebody last came to an object of this isolate. */
let cameAt = Number.NEGATIVE_INFINITY;

/** After so long without anybody who comes, all are back. */
const ALL_BACK_AFTER_MS = 2_000;
/** Where the machine has other work people take longer than they were told to, but there is always somebody who comes: so many times longer is enough. */
const LONGEST = 3;

/** A socket has come. */
export function somebodyCame(now: number): void {
  cameAt = now;
}

/**
 * From when on a room may wake everyone's inbox, in ms since epoch, as far as is known when it is asked: not while people are still coming
 * back whom the server before has sent away, and then no more rooms in a second than there were people. Waking an inbox costs as much as
 * letting somebody in (docs/decisions/0057-restarts-that-nobody-notices.md). At the edge, and after a crash, nobody has been sent away: it
 * is now.
 */
export function mayWakeAllAt(
  { RETURNING_MS }: Pick<Env, "RETURNING_MS">,
  now: () => number,
  random: () => number,
): () => number {
  beganAt ??= now();
  const turn = RETURNING_MS * random();
  return () => {
    // The machine's clock may have been set back since.
    const began = (beganAt = Math.min(beganAt ?? now(), now()));
    cameAt = Math.min(cameAt, now());
    const areBackAt = Math.min(cameAt + ALL_BACK_AFTER_MS, began + RETURNING_MS * LONGEST);
    return Math.max(began + RETURNING_MS, areBackAt) + turn;
  };
}
