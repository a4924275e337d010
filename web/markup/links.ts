/** A stretch of a message: plain words, or an address that can be opened. */
export type Part = { text: string; href?: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"`]+/gi;
const ENDS_A_SENTENCE = /^[.,;:!?'…]$/;
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
  // Counted once: a message of thousands of brackets must not make everyone's browser count them thousands of times.
  const stray = new Map(
    Object.entries(CLOSERS).map(([closer, opener]) => [
      closer,
      count(address, closer) - count(address, opener),
    ]),
  );
  let end = address.length;
  for (;;) {
    const last = address.charAt(end - 1);
    const strays = stray.get(last) ?? 0;
    if (strays <= 0 && !ENDS_A_SENTENCE.test(last)) return address.slice(0, end);
    if (strays > 0) stray.set(last, strays - 1);
    end -= 1;
  }
}

/** The address, if it is one of the web that goes where it seems to go. */
export function hrefOf(text: string): string | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  // "https://bank.example@evil.example" reads as one place and goes to another.
  return url.username === "" && url.password === "" ? url.href : null;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
