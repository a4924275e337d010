import type { Rows } from "./rows.ts";

/** The row that a key leads to from `at`, loaded or not; null when the key is not one of ours or there is nowhere to go. */
export function nextRow(key: string, at: number, rows: Rows): number | null {
  switch (key) {
    case "ArrowUp":
      return step(at - 1, -1, rows);
    case "ArrowDown":
      return step(at + 1, 1, rows);
    case "Home":
      return rows.count === 0 ? null : (step(0, 1, rows) ?? 0);
    case "End":
      return rows.count === 0 ? null : (step(rows.count - 1, -1, rows) ?? rows.count - 1);
    default:
      return null;
  }
}

/** Past what is folded away; what is not loaded yet is not walked over, or the reader would miss it. */
function step(from: number, by: 1 | -1, rows: Rows): number | null {
  for (let index = from; index >= 0 && index < rows.count; index += by) {
    const { kind } = rows.at(index);
    if (kind === "unloaded") return null;
    if (kind !== "folded") return index;
  }
  return null;
}
