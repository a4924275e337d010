import type { Clock } from "../object/ports.ts";
import { asNobodys } from "../request-id.ts";

/** However soon a timer is called off, the runtime's own behind it may stay for so long, and its object sleeps that much later. */
const LEAST_STEP_MS = 1_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  // A timer of a busy room is for all who have spoken, not for the one whose word has set it.
  after: (ms, run) => asNobodys(() => unclearedTimer(ms, run)),
};

/**
 * A timer without `clearTimeout`: workerd keeps some 160 bytes of each that was cleared, for as long as its object is awake, and nothing
 * of those that ran out (`node --import tsx bench/bare-timers.ts`). So this one waits in steps, each as long as all before it, and where
 * it was called off it ends with the step that it is in: it stays no longer than it has lived, or a second.
 */
function unclearedTimer(ms: number, run: () => void): () => void {
  let then: (() => void) | null = run;
  const wait = (lived: number) => {
    const until = Math.min(ms, Math.max(LEAST_STEP_MS, 2 * lived));
    setTimeout(() => {
      if (until === ms) then?.();
      else if (then) wait(until);
    }, until - lived);
  };
  wait(0);
  return () => {
    then = null;
  };
}
