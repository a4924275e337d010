import type { PersonId } from "#protocol/ids.ts";
import { ContentString, findIndexSS, Item, type AbstractType, type Doc, type ID } from "yjs";
import type { Deletions } from "./vet-update.ts";

/** Characters that stood together under one client id, and who wrote them first. */
export type Piece = { client: number; clock: number; text: string; by: PersonId };
/** What was taken out of one place, in the order in which it stood there. */
export type Removed = readonly Piece[];

/** So much of what was taken out is remembered, in UTF-16 units: the newest. With it the rows of a note stay few (parts.ts). */
const MOST_REMEMBERED = 256 * 1024;
/** What a piece takes beside its words, stored as JSON: somebody may take out every other letter. */
const BESIDE_WORDS = 64;
/** Words as long as this are known wherever they come again; shorter ones by their place, or as the whole of what went. */
const KNOWN_FROM = 8;
/** Of one change so many words are looked for in all that is remembered; whatever follows on what was found is not. */
const MOST_SOUGHT = 64;
/** Stands between what was taken out of two places. */
const GAP = "\u0000";

/** Whose words these are, character for character from one on. */
type WhoseIs = (
  client: number,
  clock: number,
  length: number,
) => { length: number; by: PersonId }[];

/** What was taken out of a note lately, so that whoever brings it back is not taken for its author. */
export class RemovedWords {
  #all: Removed[] = [];
  #length = 0;
  /** How many of them went with the last change that took any out. */
  #latest = 0;

  constructor(all: readonly Removed[] = []) {
    for (const removed of all) this.#add(removed);
  }

  get all(): readonly Removed[] {
    return this.#all;
  }

  /** These are taken out next. What goes letter by letter is one piece as long as it stood together. */
  add(all: readonly Removed[]): void {
    this.#latest = all.length;
    for (const removed of all) {
      const last = this.#all.at(-1);
      const joined = last && all.length === 1 && joinedTo(last, removed);
      if (joined) {
        this.#all.pop();
        this.#length -= lengthOf(last);
      }
      this.#add(joined || removed);
    }
  }

  #add(whole: Removed): void {
    const removed = lengthOf(whole) > MOST_REMEMBERED ? beginningOf(whole) : whole;
    this.#all.push(removed);
    this.#length += lengthOf(removed);
    while (this.#length > MOST_REMEMBERED && this.#all.length > 1)
      this.#length -= lengthOf(this.#all.shift() ?? []);
  }

  /** Looks for words that come with one change. */
  search(): (words: string, before: ID | null) => Removed | null {
    const texts = this.#all.map(textOf);
    const whole = texts.join(GAP);
    const starts: number[] = [];
    let start = 0;
    for (const text of texts) {
      starts.push(start);
      start += text.length + GAP.length;
    }
    let next = 0;
    let sought = 0;
    const at = (found: number, length: number): Removed => {
      next = found + length;
      if (whole[next] === GAP) next += GAP.length;
      const nth = starts.findLastIndex((begin) => begin <= found);
      return cut(this.#all[nth] ?? [], found - (starts[nth] ?? 0), length);
    };
    return (words, before) => {
      if (words.includes(GAP)) return null;
      const inPlace = before && this.#inPlace(words, before);
      if (inPlace) return inPlace;
      if (words.length < KNOWN_FROM) {
        // Only what has just gone, as it stood there: short words come again by themselves.
        return shortly(this.#latest > 0 ? this.#all.slice(-this.#latest) : [], words);
      }
      if (whole.startsWith(words, next)) return at(next, words.length);
      sought += 1;
      const found = sought > MOST_SOUGHT ? -1 : whole.lastIndexOf(words);
      return found < 0 ? null : at(found, words.length);
    };
  }

  /** An undo puts words right before the place where they were, whose id it says. */
  #inPlace(words: string, { client, clock }: ID): Removed | null {
    const isThere = (piece: Piece) =>
      piece.client === client && piece.clock <= clock && clock < piece.clock + piece.text.length;
    const piece = this.#all.findLast((removed) => removed.some(isThere))?.find(isThere);
    const from = piece ? clock - piece.clock : 0;
    return piece?.text.startsWith(words, from) ? cut([piece], from, words.length) : null;
  }
}

function shortly(latest: readonly Removed[], words: string): Removed | null {
  const whole = latest.findLast((removed) => textOf(removed) === words);
  const part = latest.flat().findLast(({ text }) => text === words);
  return whole ?? (part ? [part] : null);
}

/** The words that a change takes out, place by place. `whose`: who wrote them. */
export function removedWords({ store }: Doc, deletions: Deletions, whose: WhoseIs): Removed[] {
  const places = new Map<AbstractType<unknown>, Map<Item, { from: number; to: number }[]>>();
  for (const [client, ranges] of deletions.clients) {
    const structs = store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      if (clock >= (structs.at(-1)?.id.clock ?? -1) + (structs.at(-1)?.length ?? 0)) continue;
      for (let at = findIndexSS(structs, clock); at < structs.length; at += 1) {
        const item = structs[at];
        if (!item || item.id.clock >= clock + len) break;
        if (item.deleted || !(item instanceof Item) || !(item.content instanceof ContentString))
          continue;
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is in a document has a place there
        const parent = item.parent as AbstractType<unknown>;
        const items = places.get(parent) ?? new Map<Item, { from: number; to: number }[]>();
        const from = Math.max(0, clock - item.id.clock);
        const to = Math.min(item.length, clock + len - item.id.clock);
        places.set(parent, items.set(item, [...(items.get(item) ?? []), { from, to }]));
      }
    }
  }
  return [...places].map(([parent, items]) =>
    inOrder(parent, [...items.keys()]).flatMap((item) =>
      (items.get(item) ?? []).flatMap(({ from, to }) => piecesOf(item, from, to, whose)),
    ),
  );
}

function inOrder(parent: AbstractType<unknown>, items: readonly Item[]): Item[] {
  if (items.length < 2) return [...items];
  const wanted = new Set(items);
  const ordered: Item[] = [];
  // oxlint-disable-next-line no-underscore-dangle -- the library names it so
  for (let item = parent._start; item && ordered.length < wanted.size; item = item.right)
    if (wanted.has(item)) ordered.push(item);
  return ordered;
}

function piecesOf(item: Item, from: number, to: number, whose: WhoseIs): Piece[] {
  if (!(item.content instanceof ContentString)) return [];
  const { str } = item.content;
  const { client, clock } = item.id;
  let at = from;
  return whose(client, clock + from, to - from).map(({ length, by }) => {
    const piece = { client, clock: clock + at, text: str.slice(at, at + length), by };
    at += length;
    return piece;
  });
}

function joinedTo(last: Removed, { 0: piece, length }: Removed): Removed | null {
  const [first] = last;
  const end = last.at(-1);
  if (!piece || length !== 1 || !first || !end) return null;
  if (isNext(end, piece)) return [...last.slice(0, -1), { ...end, text: end.text + piece.text }];
  if (isNext(piece, first)) return [{ ...piece, text: piece.text + first.text }, ...last.slice(1)];
  return null;
}

function isNext(one: Piece, other: Piece): boolean {
  const follows = one.client === other.client && one.clock + one.text.length === other.clock;
  return follows && one.by === other.by;
}

/** So many characters of it, from one on. */
export function cut(removed: Removed, from: number, length: number): Removed {
  let at = 0;
  return removed.flatMap((piece) => {
    const begin = Math.max(0, from - at);
    const end = Math.min(piece.text.length, from + length - at);
    at += piece.text.length;
    if (begin >= end) return [];
    return [{ ...piece, clock: piece.clock + begin, text: piece.text.slice(begin, end) }];
  });
}

function textOf(removed: Removed): string {
  return removed.map(({ text }) => text).join("");
}

/** As much as is remembered at all. */
function beginningOf(removed: Removed): Removed {
  let left = MOST_REMEMBERED;
  return removed.flatMap((piece) => {
    left -= BESIDE_WORDS;
    const kept = left > 0 ? cut([piece], 0, left) : [];
    left -= piece.text.length;
    return kept;
  });
}

function lengthOf(removed: Removed): number {
  return removed.reduce((sum, { text }) => sum + text.length + BESIDE_WORDS, 0);
}
