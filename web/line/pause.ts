import type { Clock } from "../clock.ts";

/** Resolves after `ms`, or as soon as nobody waits any more. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const stop = clock.setTimer(ms, done);
    signal.addEventListener("abort", done);
  });
}
