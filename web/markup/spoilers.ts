import type { Inline } from "./tree.ts";

/** Stands for `||`; no object is equal to another. */
const MARK: Inline = { type: "text", text: "||" };

/**
 * Folds what stands between two `||` of one paragraph into a spoiler. The marks lean on what they hide, so that
 * "a || b || c" stays what it is; those in code never come here.
 */
export function withSpoilers(inlines: readonly Inline[]): Inline[] {
  const done: Inline[] = [];
  let opened: number | null = null;
  const pieces = cut(inlines);
  pieces.forEach((piece, place) => {
    if (piece !== MARK) {
      done.push(piece);
    } else if (opened !== null && leans(done.at(-1), -1) && done.length > opened + 1) {
      done.push({ type: "spoiler", children: done.splice(opened).slice(1) });
      opened = null;
    } else {
      if (opened === null && leans(pieces[place + 1], 0)) opened = done.length;
      done.push(MARK);
    }
  });
  return done;
}

/** The same, cut before and after every `||`. */
function cut(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline) => {
    if (inline.type !== "text" || !inline.text.includes("||")) return [inline];
    return inline.text.split("||").flatMap((text, place): Inline[] => {
      const after: Inline[] = text === "" ? [] : [{ type: "text", text }];
      return place === 0 ? after : [MARK, ...after];
    });
  });
}

/** Whether a mark can lean on this side (0: the start, -1: the end) of its neighbour. */
function leans(neighbour: Inline | undefined, side: 0 | -1): boolean {
  if (neighbour === undefined || neighbour === MARK) return false;
  return neighbour.type !== "text" || !/\s/.test(neighbour.text.at(side) ?? " ");
}
