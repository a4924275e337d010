import type { Rows } from "./rows.ts";

/** Further than this from what was asked for nobody would understand why. */
const NEAR = 60;

/** The row in which the reader lands who goes to `index`: what is folded away is told by a row near it. Null: not known yet. */
export function landingRow(rows: Rows, index: number): number | null {
  const nearest = [next(rows, index, 1), next(rows, index, -1)];
  return nearest.find((row) => row !== null) ?? null;
}

/** What tells of a run of comings and goings is its last event, so the rows after come first. */
function next(rows: Rows, from: number, by: 1 | -1): number | null {
  for (let index = from; Math.abs(index - from) <= NEAR; index += by) {
    if (index < 0 || index >= rows.count) return null;
    const { kind } = rows.at(index);
    if (kind === "unloaded") return null;
    if (kind !== "folded") return index;
  }
  return null;
}
