import * as v from "valibot";
import { EDIT_GRACE_MS, MAX_EDIT_WINDOW_MS, MIN_EDIT_WINDOW_MS } from "./limits.ts";

/** For how long a community lets people edit what they have said, in ms; null: for ever. */
export const EditWindow = v.nullable(
  v.pipe(v.number(), v.integer(), v.minValue(MIN_EDIT_WINDOW_MS), v.maxValue(MAX_EDIT_WINDOW_MS)),
);
export type EditWindow = v.InferOutput<typeof EditWindow>;

/** When the time ends in which what was said can be edited, as people are told. A window that is missing never ends. */
export function editEndOf({ at }: { at: number }, windowMs: number | undefined): number {
  return at + (windowMs ?? Number.POSITIVE_INFINITY);
}

/** Whether an edit of what was said comes too late, as a room decides. */
export function isTooLateToEdit(
  said: { at: number },
  windowMs: number | undefined,
  now: number,
): boolean {
  return now > editEndOf(said, windowMs) + EDIT_GRACE_MS;
}
