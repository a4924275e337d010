import type { Change } from "./change.ts";

export type Mark = "bold" | "italic" | "strike" | "code";

const SIGNS = { bold: "**", italic: "_", strike: "~~", code: "`" } as const satisfies Record<
  Mark,
  string
>;

/** Puts the mark around what is selected, or takes it away where it is already. Spaces at the ends stay outside. */
export function toggleMark(text: string, start: number, end: number, mark: Mark): Change {
  const sign = SIGNS[mark];
  const [from, to] = trimmed(text, start, end);
  const inner = text.slice(from, to);
  const isAround = endsWith(text.slice(0, from), sign) && beginsWith(text.slice(to), sign);
  if (isAround) return replaced(from - sign.length, to + sign.length, inner, 0, inner.length);
  const isInside =
    inner.length >= 2 * sign.length && beginsWith(inner, sign) && endsWith(inner, sign);
  if (isInside) {
    const bare = inner.slice(sign.length, -sign.length);
    return replaced(from, to, bare, 0, bare.length);
  }
  return replaced(from, to, sign + inner + sign, sign.length, inner.length);
}

/** A block of code out of whole lines, or back to lines. */
export function toggleBlock(text: string, start: number, end: number): Change {
  const [from, to] = wholeLines(text, start, end);
  const lines = text.slice(from, to);
  const fenced = /^```[^\n`]*\n([^]*?)\n?```$/.exec(lines);
  if (fenced) return replaced(from, to, fenced[1] ?? "", 0, (fenced[1] ?? "").length);
  const around = text.slice(0, from).endsWith("```\n") && text.slice(to).startsWith("\n```");
  if (around) return replaced(from - 4, to + 4, lines, 0, lines.length);
  return replaced(from, to, `\`\`\`\n${lines}\n\`\`\``, 4, lines.length);
}

/** A link of what is selected; an address as the text makes the address, and the words are written next. */
export function makeLink(text: string, start: number, end: number, address = ""): Change {
  const inner = text.slice(start, end);
  const isAddress = address === "" && isWebAddress(inner);
  const insert = isAddress ? `[](${inner})` : `[${inner}](${address})`;
  if (isAddress || inner === "") return replaced(start, end, insert, 1, 0);
  // With an address all is said, and writing goes on behind it.
  if (address !== "") return replaced(start, end, insert, insert.length, 0);
  return replaced(start, end, insert, insert.length - 1, 0);
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

function replaced(from: number, to: number, insert: string, at: number, length: number): Change {
  return { from, to, insert, select: [from + at, from + at + length] };
}

function trimmed(text: string, start: number, end: number): [number, number] {
  const inner = text.slice(start, end);
  if (inner.trim() === "") return [start, start === end ? end : start];
  return [
    start + (inner.length - inner.trimStart().length),
    end - (inner.length - inner.trimEnd().length),
  ];
}

/** "**" is bold, and neither end of it is the "*" of something else. */
function endsWith(text: string, sign: string): boolean {
  return text.endsWith(sign) && !text.endsWith(sign + sign.charAt(0));
}

function beginsWith(text: string, sign: string): boolean {
  return text.startsWith(sign) && !text.startsWith(sign + sign.charAt(0));
}

export function wholeLines(text: string, start: number, end: number): [number, number] {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  return [start === 0 ? 0 : from, next === -1 ? text.length : next];
}
