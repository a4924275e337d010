import type { Clock } from "../object/ports.ts";
import { asNobodys } from "../request-id.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    // A timer of a busy room is for all who have spoken, not for the one whose word has set it.
    const timer = asNobodys(() => setTimeout(run, ms));
    return () => clearTimeout(timer);
  },
};
