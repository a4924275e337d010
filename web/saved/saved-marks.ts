import * as v from "valibot";

/** By room and number: what the server was last known to keep, and what is wished beyond that and not confirmed. */
export const SavedMarks = v.object({
  kept: v.array(v.string()),
  wished: v.record(v.string(), v.boolean()),
});
export type SavedMarks = v.InferOutput<typeof SavedMarks>;

export const NOTHING_SAVED: SavedMarks = { kept: [], wished: {} };

/** All that are marked: those that wait to be told first, then as the server has them. */
export function allMarked(marks: SavedMarks): string[] {
  const wished = Object.keys(marks.wished).toReversed();
  const others = marks.kept.filter((key) => !(key in marks.wished));
  return [...wished, ...others].filter((key) => isMarked(marks, key));
}

/** A wish counts at once, and until it is answered. */
export function isMarked({ kept, wished }: SavedMarks, key: string): boolean {
  return wished[key] ?? kept.includes(key);
}

export function withWish(marks: SavedMarks, key: string, on: boolean): SavedMarks {
  return { ...marks, wished: { ...marks.wished, [key]: on } };
}

/** The server has done it. Who has changed their mind meanwhile still wishes for the other. */
export function withDone(marks: SavedMarks, key: string, on: boolean): SavedMarks {
  const others = marks.kept.filter((one) => one !== key);
  const now = { ...marks, kept: on ? [key, ...others] : others };
  return marks.wished[key] === on ? withoutWish(now, key) : now;
}

/** The server will not: it is as it was. */
export function withoutWish({ kept, wished }: SavedMarks, key: string): SavedMarks {
  const { [key]: _, ...others } = wished;
  return { kept, wished: others };
}
