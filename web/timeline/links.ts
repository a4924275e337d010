/** A stretch of a message: plain words, or an address that can be opened. */
export type Part = { text: string; href?: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"`]+/gi;
const ENDS_A_SENTENCE = /[.,;:!?'…]$/;
const CLOSERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** The message, cut at every web address. Joining the texts gives the message back. */
export function partsOf(body: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of body.matchAll(ADDRESS)) {
    const text = withoutPunctuation(match[0]);
    const href = hrefOf(text);
    if (href !== null) {
      if (match.index > from) parts.push({ text: body.slice(from, match.index) });
      parts.push({ text, href });
      from = match.index + text.length;
    }
  }
  if (from < body.length) parts.push({ text: body.slice(from) });
  return parts;
}

/** The stop after an address ends the sentence; a bracket that was opened inside belongs to the address. */
function withoutPunctuation(address: string): string {
  let text = address;
  for (;;) {
    const last = text.at(-1) ?? "";
    const opener = CLOSERS[last];
    const isStray = opener !== undefined && count(text, last) > count(text, opener);
    if (!isStray && !ENDS_A_SENTENCE.test(text)) return text;
    text = text.slice(0, -1);
  }
}

function hrefOf(text: string): string | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  // "https://bank.example@evil.example" reads as one place and goes to another.
  return url.username === "" && url.password === "" ? url.href : null;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
