import { graphemesIn } from "#protocol/graphemes.ts";
import { MAX_BODY_BYTES, MAX_BODY_GRAPHEMES, MAX_BODY_UNITS } from "#protocol/limits.ts";
import { utf8Length } from "#protocol/text.ts";

/** More parts than this are a document, not a message. */
export const MAX_PARTS = 20;

/** Kept free in every part for closing a block of code and opening it again. */
const ROOM_FOR_FENCES = 80;

const FENCE = /^ {0,3}(`{3,}|~{3,})([^\n`]{0,40}).*$/;

/**
 * A text that is too long for one message, as several: parted between paragraphs, else lines, sentences, words, and only inside a word
 * that is longer than a message between two of its characters. Blocks of code are closed and opened again. Nothing is lost but the
 * blanks at the borders. Null when it would be too many.
 */
export function splitText(text: string): string[] | null {
  const parts: string[] = [];
  let rest = text.trimEnd();
  let opened = "";
  while (rest !== "") {
    if (parts.length === MAX_PARTS) return null;
    const cut = fitting(rest, ROOM_FOR_FENCES);
    const at = cut === rest.length ? cut : borderIn(rest.slice(0, cut + 1), cut);
    const part = opened + rest.slice(0, at).trimEnd();
    const fence = openFence(part);
    parts.push(fence === null ? part : `${part}\n${fence.mark}`);
    opened = fence === null ? "" : `${fence.mark}${fence.about}\n`;
    // Inside code the indent of the next line means something.
    rest = fence === null ? rest.slice(at).trimStart() : rest.slice(at).replace(/^[ \t]*\n+/, "");
    // The block ended exactly here: nothing is left to open it for.
    if (fence !== null && rest.trim() === fence.mark) rest = "";
  }
  return parts.filter((part) => part.trim() !== "");
}

/** Units from the beginning that fit into one message with `spare` characters to spare, a whole number of characters. */
function fitting(text: string, spare: number): number {
  const window = text.slice(0, MAX_BODY_UNITS);
  let units = 0;
  let bytes = 0;
  let count = 0;
  for (const character of graphemesIn(window)) {
    units += character.length;
    bytes += utf8Length(character);
    count += 1;
    const isFull =
      count > MAX_BODY_GRAPHEMES - spare ||
      units > MAX_BODY_UNITS - spare ||
      bytes > MAX_BODY_BYTES - spare;
    if (isFull) return Math.max(units - character.length, 1);
  }
  return units;
}

/** The best place to part within the first `cut` units: late enough that the part is worth a message. */
function borderIn(window: string, cut: number): number {
  for (const border of [/\n[ \t]*\n/g, /\n/g, /[.!?…。！？؟]["'”’)\]]*\s/g, /\s/g]) {
    const last = [...window.matchAll(border)].at(-1);
    const at = last ? last.index + last[0].length : 0;
    if (at > cut / 2) return Math.min(at, cut);
  }
  return cut;
}

/** The block of code that is still open at the end. */
function openFence(text: string): { mark: string; about: string } | null {
  let open: { mark: string; about: string } | null = null;
  for (const line of text.split("\n")) {
    const [, mark = "", about = ""] = FENCE.exec(line) ?? [];
    if (mark === "") continue;
    if (open === null) open = { mark, about };
    else if (mark.startsWith(open.mark) && about.trim() === "") open = null;
  }
  return open;
}
