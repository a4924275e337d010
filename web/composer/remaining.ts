import { graphemesIn } from "#protocol/graphemes.ts";
import { MAX_BODY_BYTES, MAX_BODY_GRAPHEMES, MAX_BODY_UNITS } from "#protocol/limits.ts";
import { utf8Length } from "#protocol/text.ts";

/** From here on a writer is told how much is left. */
const TOLD_WITHIN = 300;

/** Characters that still fit, negative when there are too many; null while there is no need to know. */
export function remainingIn(text: string): number | null {
  // A text has at most as many characters as units, so most need no counting.
  if (text.length < MAX_BODY_GRAPHEMES - TOLD_WITHIN) return null;
  // Nobody needs the exact figure of a pasted book, and counting it would freeze the page.
  if (text.length > MAX_BODY_UNITS * 2) return MAX_BODY_UNITS - text.length;
  const count = [...graphemesIn(text)].length;
  const units = Math.min(MAX_BODY_GRAPHEMES - count, MAX_BODY_UNITS - text.length);
  // What is left of the bytes, in characters such as these.
  const bytes = utf8Length(text);
  const byBytes = Math.floor(((MAX_BODY_BYTES - bytes) * count) / bytes);
  const left = Math.min(units, byBytes);
  return left <= TOLD_WITHIN ? left : null;
}
