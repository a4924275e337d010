import { RIGHT_TO_LEFT } from "../i18n/sentences.ts";

/** Longer than any message; from here on a browser's own look at every letter is felt. */
const IS_LONG = 16_000;
/** Nobody begins with more signs than this before the first letter. */
const LOOKS_AT = 1_000;

/**
 * What a field's `dir` is to be for this text. "auto" makes Chromium look through all of it at every key: in a megabyte that is a second
 * and a half each (measured), so a long text is told by its first letter.
 */
export function directionFor(text: string): "auto" | "ltr" | "rtl" {
  if (text.length < IS_LONG) return "auto";
  const [letter = ""] = /\p{L}/u.exec(text.slice(0, LOOKS_AT)) ?? [];
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
