import { browserClock } from "../clock.ts";
import { newerThere } from "../updates/newest.ts";
import { onBrowserWake } from "../wake.ts";

const FIRST_PAUSE_MS = 2_000;
const LAST_PAUSE_MS = 5 * 60_000;

/**
 * Loads a part of the page, however long that takes: again on every sign that the server is back, and now and then. Where
 * the part has gone with an old version, the new one offers itself meanwhile.
 */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LAST_PAUSE_MS)) {
    try {
      return await load();
    } catch (error) {
      if (!isMissing(error)) throw error;
      void newerThere();
      await nextChance(pause);
    }
  }
}

/** Browsers tell so of a script, Vite of a style. Whatever else is thrown is a mistake of ours, and no patience mends that. */
function isMissing(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && /preload/i.test(error.message));
}

function nextChance(pause: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stopTimer();
      stopWake();
      resolve();
    };
    const stopTimer = browserClock.setTimer(pause, go);
    const stopWake = onBrowserWake(go);
  });
}
