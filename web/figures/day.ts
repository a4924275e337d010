import type { Figures, Step } from "./figures-by-http.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** One step of the day. `ms`: how much of it has passed; `step`: null where nothing was counted. */
export type Slot = { start: number; ms: number; step: Step | null };
/** A slot of which there is something to tell. */
export type KnownSlot = Slot & { step: Step };

/** What is drawn: slots without a hole between them, the oldest first. `at`: when it was told. */
export type Day = { at: number; slots: readonly Slot[] };

/**
 * The last day in slots, or as much of it as there are figures, but at least an hour. A step that has just begun is left out: of a few
 * seconds nothing can be said by the minute. No slots where there is nothing to draw yet.
 */
export function dayOf({ now, stepMs, steps }: Figures): Day {
  const current = now.at - (now.at % stepMs);
  const passed = now.at - current;
  const told = new Map(steps.map((step) => [step.start, step]));
  if (passed < MINUTE_MS) told.delete(current);
  const first = Math.min(...told.keys());
  if (!Number.isFinite(first)) return { at: now.at, slots: [] };
  const end = told.has(current) ? current + stepMs : current;
  const from = Math.min(Math.max(first, end - DAY_MS), end - HOUR_MS);
  const slots = Array.from({ length: Math.round((end - from) / stepMs) }, (_, i) => {
    const start = from + i * stepMs;
    const ms = start === current ? passed : stepMs;
    return { start, ms, step: told.get(start) ?? null };
  });
  return { at: now.at, slots };
}

/** What was held, as far as it is of the last day and was not told anew: the newest step held was not over. */
export function joined(held: Figures | undefined, told: Figures): Figures {
  const first = told.steps[0]?.start ?? Number.POSITIVE_INFINITY;
  const earliest = told.now.at - DAY_MS - told.stepMs;
  const kept = (held?.steps ?? []).filter(({ start }) => start < first && start > earliest);
  return { ...told, steps: [...kept, ...told.steps] };
}

export function isKnown(slot: Slot): slot is KnownSlot {
  return slot.step !== null;
}

/** Stretches of slots in which nothing was counted: from the first, to the one before the second, by number. What was before the first figures is none. */
export function gapsOf(slots: readonly Slot[]): [from: number, to: number][] {
  const gaps: [number, number][] = [];
  const first = slots.findIndex(isKnown);
  for (const [i, { step }] of slots.entries()) {
    const last = gaps.at(-1);
    if (step !== null || i < first) continue;
    if (last?.[1] === i) last[1] = i + 1;
    else gaps.push([i, i + 1]);
  }
  return gaps;
}

/** So many slots are read one by one; more of them by the hour. */
const MOST_READ_ALONE = 24;

/** For whoever reads instead of looking, the newest first: slots by the reader's own hours, or each by itself where there are few. */
export function rowsOf(slots: readonly Slot[]): { start: number; slots: Slot[] }[] {
  const isFew = slots.length <= MOST_READ_ALONE;
  const rows: { start: number; slots: Slot[] }[] = [];
  for (const slot of slots) {
    const start = isFew ? slot.start : hourOf(slot.start);
    const last = rows.at(-1);
    if (last?.start === start) last.slots.push(slot);
    else rows.push({ start, slots: [slot] });
  }
  return rows.toReversed();
}

/** When the hour began where the reader is: not everywhere with an hour of the world's. */
function hourOf(at: number): number {
  return new Date(at).setMinutes(0, 0, 0);
}
