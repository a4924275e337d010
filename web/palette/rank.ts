/** How a name answers what is typed: from its first letter, from the first letter of a word, somewhere, or letter by letter. */
const KINDS = ["prefix", "word", "inside", "letters"] as const;
type Kind = (typeof KINDS)[number];

/** A part of the name that was typed: from the character `from` up to, not including, `to`. */
export type Range = { from: number; to: number };
export type Match = { kind: Kind; ranges: readonly Range[] };

/** How near it is to the person already. */
export type Standing = "recent" | "joined" | "other";
const STANDINGS: readonly Standing[] = ["recent", "joined", "other"];

/** Two letters in the right order are in nearly every name. */
const FEWEST_LETTERS = 3;

/** How `name` answers `typed`, whatever the case and the marks on letters; null when it does not. */
export function matchOf(name: string, typed: string): Match | null {
  const wanted = folded(typed.trim()).text;
  if (wanted === "") return { kind: "prefix", ranges: [] };
  const held = folded(name);
  const starts = wordStarts(held.text);
  const at = held.text.startsWith(wanted)
    ? 0
    : (starts.find((start) => held.text.startsWith(wanted, start)) ?? held.text.indexOf(wanted));
  if (at === 0) return { kind: "prefix", ranges: [rangeOf(held, 0, wanted.length)] };
  if (at > 0) {
    const kind = starts.includes(at) ? "word" : "inside";
    return { kind, ranges: [rangeOf(held, at, at + wanted.length)] };
  }
  return byWords(held, starts, wanted) ?? byLetters(held, wanted);
}

/** The lower, the earlier in the list. What one was in lately is lifted past better matches elsewhere, but not past all. */
export function rankOf({ kind }: Match, standing: Standing): number {
  return KINDS.indexOf(kind) * 2 + STANDINGS.indexOf(standing);
}

type Folded = { text: string; from: readonly number[]; to: readonly number[] };

/** Without case and marks, and from where in the original each character came. */
function folded(text: string): Folded {
  const from: number[] = [];
  const to: number[] = [];
  let plain = "";
  let at = 0;
  for (const character of text) {
    const bare = character.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
    const end = at + character.length;
    for (let i = 0; i < bare.length; i += 1) {
      from.push(at);
      to.push(end);
    }
    // A mark on its own belongs to the letter before.
    if (bare === "" && to.length > 0) to[to.length - 1] = end;
    plain += bare;
    at = end;
  }
  return { text: plain, from, to };
}

function rangeOf({ from, to }: Folded, start: number, end: number): Range {
  return { from: from[start] ?? 0, to: to[end - 1] ?? 0 };
}

function wordStarts(text: string): number[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
}

/** "ki ru" answers "Kitchen rules": every word that is typed begins a word, in that order. */
function byWords(held: Folded, starts: readonly number[], wanted: string): Match | null {
  const words = wanted.split(/\s+/);
  if (words.length === 1) return null;
  const ranges: Range[] = [];
  let next = 0;
  for (const word of words) {
    const start = starts.find((each) => each >= next && held.text.startsWith(word, each));
    if (start === undefined) return null;
    ranges.push(rangeOf(held, start, start + word.length));
    next = start + word.length;
  }
  return { kind: "word", ranges };
}

function byLetters(held: Folded, wanted: string): Match | null {
  const letters = Array.from(wanted.replaceAll(/\s/g, ""));
  if (letters.length < FEWEST_LETTERS) return null;
  const ranges: Range[] = [];
  let next = 0;
  for (const letter of letters) {
    const at = held.text.indexOf(letter, next);
    if (at === -1) return null;
    ranges.push(rangeOf(held, at, at + letter.length));
    next = at + letter.length;
  }
  return { kind: "letters", ranges };
}
