import { browserClock } from "../clock.ts";
import { onBrowserWake } from "../wake.ts";

/** So long after its code could not be loaded it is asked for again, unless the network or the person comes back sooner. */
const TRY_AGAIN_MS = 15_000;

/** Brings the inbox's program, which no first screen waits for. On a bad line it takes as many tries as it takes. */
export async function beginInbox(): Promise<void> {
  for (;;) {
    try {
      const { keepInbox } = await import("./inbox-home.ts");
      return keepInbox();
    } catch {
      await aWhile();
    }
  }
}

function aWhile(): Promise<void> {
  return new Promise((resolve) => {
    const stopWake = onBrowserWake(() => go());
    const stopTimer = browserClock.setTimer(TRY_AGAIN_MS, () => go());
    const go = () => {
      stopWake();
      stopTimer();
      resolve();
    };
  });
}
