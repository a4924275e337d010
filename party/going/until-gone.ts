/** How many are still there, and a world in which time passes; in ms. */
type Watch = { left: () => number; now: () => number; pause: (ms: number) => Promise<void> };

/**
 * A socket that was closed is gone when its other end has said so. Ending the process before would cut off what is on its way to it, so there is
 * time for as long as one after the other goes; a phone in a tunnel says nothing for minutes, and is not waited for.
 */
const NEXT_GONE_WITHIN_MS = 1_000;
const LOOK_EVERY_MS = 20;

export async function untilGone({ left, now, pause }: Watch): Promise<void> {
  let before = left();
  let lastGoneAt = now();
  while (before > 0 && now() - lastGoneAt < NEXT_GONE_WITHIN_MS) {
    await pause(LOOK_EVERY_MS);
    if (left() < before) lastGoneAt = now();
    before = left();
  }
}
