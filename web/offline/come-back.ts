import { browserClock } from "../clock.ts";
import { fullJitter } from "../jitter.ts";
import { onBrowserWake } from "../wake.ts";
import { reach, tryToReach } from "./reach.ts";

const RETRY_BASE_MS = 2_000;
const RETRY_CAP_MS = 30_000;

/** While the server is away, it is asked by itself whether it is back, soon at first. One question for all who wait. */
export function comeBackByItself(): void {
  let isComingBack = false;
  const follow = () => {
    const { isReached } = reach.getState();
    if (!isReached && !isComingBack) askLater(0);
    isComingBack = !isReached;
  };
  addEventListener("offline", () => reach.setState({ isReached: false }));
  reach.subscribe(follow);
  follow();
}

function askLater(attempt: number): void {
  const ask = async () => {
    stopTimer();
    stopWake();
    await tryToReach();
    if (!reach.getState().isReached) askLater(attempt + 1);
  };
  const pause = RETRY_BASE_MS + fullJitter(Math.random, RETRY_BASE_MS, RETRY_CAP_MS, attempt);
  const stopTimer = browserClock.setTimer(pause, () => void ask());
  const stopWake = onBrowserWake(() => void ask());
}
