import type { Change } from "./change.ts";
import { wholeLines } from "./formatting.ts";

export type LineStyle = "quote" | "bullets" | "numbers";

const SIGN: Record<LineStyle, RegExp> = {
  quote: /^> ?/,
  bullets: /^[-*+] /,
  numbers: /^\d{1,9}[.)] /,
};

/** What stands before the words of a line that goes on like the one before: quotes, and one point of a list. */
const BEGUN = /^((?:[ \t]*>)*[ \t]*)(?:([-*+])|(\d{1,9})([.)]))?([ \t]+|$)/;

/** Makes all selected lines a quote or a list, or takes that away when every one of them is. */
export function toggleLines(text: string, start: number, end: number, style: LineStyle): Change {
  const [from, to] = wholeLines(text, start, end);
  const lines = text.slice(from, to).split("\n");
  const isOn = lines.every((line) => SIGN[style].test(line));
  const made = lines.map((line, i) => {
    if (isOn) return line.replace(SIGN[style], "");
    const bare =
      style === "quote" ? line : line.replace(SIGN.bullets, "").replace(SIGN.numbers, "");
    return signOf(style, i) + bare;
  });
  const insert = made.join("\n");
  const at = from + insert.length;
  return { from, to, insert, select: lines.length > 1 ? [from, at] : [at, at] };
}

/**
 * A new line that goes on with the list or quote of the line it leaves; null where it is a line like any other. On a point with
 * nothing in it the list ends instead.
 */
export function continueLine(text: string, start: number, end: number): Change | null {
  const [from] = wholeLines(text, start, start);
  const line = text.slice(from, start);
  const begun = BEGUN.exec(line);
  if (!begun) return null;
  const [sign, quotes = "", bullet, number, stop] = begun;
  if (bullet === undefined && number === undefined && !quotes.includes(">")) return null;
  const isEmpty = line.slice(sign.length).trim() === "" && text.slice(start).search(/[^\n]/) !== 0;
  if (isEmpty) return { from, to: end, insert: "", select: [from, from] };
  const point = number === undefined ? (bullet ?? "") : `${Number(number) + 1}${stop ?? "."}`;
  const insert = `\n${quotes}${point}${point === "" && quotes.endsWith(" ") ? "" : " "}`;
  const at = start + insert.length;
  return { from: start, to: end, insert, select: [at, at] };
}

function signOf(style: LineStyle, place: number): string {
  switch (style) {
    case "quote":
      return "> ";
    case "bullets":
      return "- ";
    case "numbers":
      return `${place + 1}. `;
  }
}
