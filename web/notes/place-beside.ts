export type Box = { left: number; top: number; right: number; bottom: number };
type Size = { width: number; height: number };

/** Between a bar and the words that it is about, and between it and the edge, in px. */
const GAP = 6;
const EDGE = 8;

/**
 * Where the upper left corner of a bar goes so that it lies over or under `words`, first where it is `wished`, and whole inside `bounds`.
 * Null: wherever it lay there, it would lie on them. All in px from the same corner.
 */
export function placeBeside(
  words: Box,
  bar: Size,
  bounds: Box,
  wished: "over" | "under",
): { left: number; top: number } | null {
  const over = words.top - GAP - bar.height;
  const under = words.bottom + GAP;
  const fits = (top: number) => top >= bounds.top && top + bar.height <= bounds.bottom;
  const top = (wished === "over" ? [over, under] : [under, over]).find(fits);
  if (top === undefined) return null;
  const wishedLeft = (words.left + words.right - bar.width) / 2;
  const most = bounds.right - EDGE - bar.width;
  return { top, left: Math.max(bounds.left + EDGE, Math.min(wishedLeft, most)) };
}
