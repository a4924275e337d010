import { codeIn, isWithin } from "../room/inert-text.ts";
import { mentionsIn, TOKEN } from "../room/mentions-in.ts";

export type Named = { readonly id: string; readonly name: string };
/** Who and what can be meant by a name where one writes. */
export type Names = { readonly people: readonly Named[]; readonly rooms: readonly Named[] };

/** A text as people write it, turned into what is stored: "@Ann Lee" becomes "<@ID>". In code everything stays. */
export function toBody(text: string, names: Names): { body: string; mentions: string[] } {
  const body = withTokens(text, names);
  return { body, mentions: mentionsIn(body) };
}

/**
 * What is stored, as people write it. A token whose name would not be read back as the same one stays a token: an edit
 * must not mean somebody else.
 */
export function toText(body: string, names: Names): string {
  const tokens = tokensIn(body);
  if (tokens.length === 0) return body;
  const people = named(names.people);
  const rooms = named(names.rooms);
  let text = "";
  let rest = body.length;
  for (const { at, token, sign, id } of tokens.toReversed()) {
    text = body.slice(at + token.length, rest) + text;
    const known = sign === "@" ? people : rooms;
    const name = known.nameOf.get(id);
    const shown = name === undefined ? token : sign + name;
    const isReadBack = name !== undefined && matchAt(shown + text, 0, known)?.id === id;
    text = (isReadBack && !isPartOfWord(body, at) ? shown : token) + text;
    rest = at;
  }
  text = body.slice(0, rest) + text;
  // A name with backticks in it could make code of what follows, or end it.
  return withTokens(text, names) === body ? text : body;
}

function withTokens(text: string, names: Names): string {
  if (!/[@#]/.test(text)) return text;
  const code = codeIn(text);
  const people = named(names.people);
  const rooms = named(names.rooms);
  let body = "";
  let done = 0;
  for (const { 0: sign, index: at } of text.matchAll(/[@#]/g)) {
    const isOpen = at >= done && !isPartOfWord(text, at) && !isWithin(code, at);
    const match = isOpen ? matchAt(text, at, sign === "@" ? people : rooms) : null;
    if (match) {
      body += `${text.slice(done, at)}<${sign}${match.id}>`;
      done = at + 1 + match.length;
    }
  }
  return body + text.slice(done);
}

function tokensIn(body: string) {
  const code = codeIn(body);
  return [...body.matchAll(TOKEN)]
    .filter(({ index }) => !isWithin(code, index))
    .map(({ 0: token, 1: sign = "", 2: id = "", index: at }) => ({ at, token, sign, id }));
}

type Known = { nameOf: Map<string, string>; byStart: Map<string, Named[]> };
const known = new WeakMap<readonly Named[], Known>();

/** Names by how they begin, the longest first: a message is read in one go, however many people there are. */
function named(all: readonly Named[]): Known {
  const before = known.get(all);
  if (before) return before;
  const writable = all.filter(
    ({ id, name }) => name !== "" && isToken(id) && !/[\n`<>\\]/.test(name),
  );
  const byStart = new Map<string, Named[]>();
  for (const one of writable.toSorted((a, b) => b.name.length - a.name.length)) {
    const start = startOf(one.name);
    byStart.set(start, [...(byStart.get(start) ?? []), one]);
  }
  const made = { nameOf: new Map(writable.map(({ id, name }) => [id, name])), byStart };
  known.set(all, made);
  return made;
}

function isToken(id: string): boolean {
  return `<@${id}>`.search(TOKEN) === 0;
}

/** The longest name that stands behind the sign at `at`, whole. */
function matchAt(
  text: string,
  at: number,
  { byStart }: Known,
): { id: string; length: number } | null {
  const from = at + 1;
  for (const { id, name } of byStart.get(startOf(text.slice(from, from + 1))) ?? []) {
    const written = text.slice(from, from + name.length);
    const isWhole = !/^[\p{L}\p{N}\p{M}]/u.test(
      text.slice(from + name.length, from + name.length + 2),
    );
    if (isWhole && written.toLowerCase() === name.toLowerCase()) return { id, length: name.length };
  }
  return null;
}

function startOf(name: string): string {
  return name.slice(0, 1).toLowerCase();
}

/** "ann@example.com" means nobody; and neither does what is a token already, or hangs on one. */
function isPartOfWord(text: string, at: number): boolean {
  return /(?:[\p{L}\p{N}\p{M}<&/]|[0-9a-f]>)$/u.test(text.slice(Math.max(0, at - 3), at));
}
