import { graphemesIn } from "./graphemes.ts";
import {
  MAX_BODY_BYTES,
  MAX_BODY_GRAPHEMES,
  MAX_BODY_UNITS,
  MAX_MARKS_PER_BASE,
} from "./limits.ts";
import type { RefusalCode } from "./refusals.ts";

export type Checked = { ok: true; text: string } | { ok: false; code: RefusalCode };

const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F]/g;
const STACKED_MARKS = new RegExp(`\\p{M}{${MAX_MARKS_PER_BASE + 1}}`, "u");

/** What a message will hold: controls and lone surrogates taken out, or why it cannot be sent. */
export function checkBody(raw: string): Checked {
  const text = cleanText(raw);
  if (text.trim() === "") return { ok: false, code: "body_empty" };
  if (isTooLong(text)) return { ok: false, code: "body_too_long" };
  if (STACKED_MARKS.test(text)) return { ok: false, code: "body_unreadable" };
  return { ok: true, text };
}

/** Newline and tab stay; other controls and halves of a surrogate pair go, which no screen can show. */
export function cleanText(raw: string): string {
  return raw.replaceAll("\r\n", "\n").replace(CONTROLS, "").toWellFormed().replaceAll("\uFFFD", "");
}

/** A name on one line: trimmed, spaces folded, in the composed form (NFC), so that equal names are equal strings. */
export function cleanName(raw: string): string {
  return cleanText(raw)
    .replace(/[\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .normalize("NFC");
}

export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    // A pair of surrogates is one character of four bytes: two for each half.
    else if (unit >= 0xd800 && unit <= 0xdfff) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}

function isTooLong(text: string): boolean {
  if (text.length > MAX_BODY_UNITS || utf8Length(text) > MAX_BODY_BYTES) return true;
  // A text has at most as many graphemes as units, so most need no counting.
  if (text.length <= MAX_BODY_GRAPHEMES) return false;
  let seen = 0;
  for (const _ of graphemesIn(text)) {
    seen += 1;
    if (seen > MAX_BODY_GRAPHEMES) return true;
  }
  return false;
}
