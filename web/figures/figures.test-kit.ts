import type { Figures, Step } from "./figures-by-http.ts";

export const STEP = 300_000;
/** In the middle of a step. */
export const NOW = Date.UTC(2026, 10, 23, 14, 2, 30);
const NONE = { room: 0, inbox: 0, note: 0, worker: 0 };
const NOTHING = { bytes: 0, objects: 0 };

/** A step that began so many steps before the one that is running. */
export function step(before: number, counts: Step["counts"] = {}, more: Partial<Step> = {}): Step {
  const start = NOW - (NOW % STEP) - before * STEP;
  return { start, counts, connections: 0, archiveLagSeconds: 0, ...more };
}

export function figuresWith(steps: Step[], now: Partial<Figures["now"]> = {}): Figures {
  return {
    now: {
      at: NOW,
      connections: NONE,
      awake: NONE,
      archiveLagSeconds: 0,
      databaseBytes: null,
      stored: { room: NOTHING, inbox: NOTHING, note: NOTHING, worker: NOTHING },
      ...now,
    },
    stepMs: STEP,
    secondsBounds: [0.001, 0.01, 0.1, 1, 10],
    steps,
  };
}
