import { isCall } from "#protocol/calls.ts";

/** What a person or a room is called; undefined: nobody knows. */
export type Called = {
  person(id: string): string | undefined;
  room(id: string): string | undefined;
};

const HIDDEN = "▒▒▒";
const FENCE = /^\s*(?:```|~~~).*$/gm;
const SPOILER = /\|\|([^|]+)\|\|/g;
const LINK = /\[([^\]]+)\]\((?:[^()\s]|\([^()]*\))+\)/g;
const MENTION = /<@([A-Za-z0-9_-]{1,64})>/g;
const ROOM = /<#([A-Za-z0-9_-]{1,64})>/g;
const QUOTE = /^\s*>\s?/gm;
const HEADING = /^\s{0,3}#{1,6}\s+/gm;
const MARKS = /(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1/g;

/**
 * A message's words for where nothing is drawn: names for people and rooms, no marks, and nothing of what its writer has hidden. It
 * need not understand everything that the program does: a mark that is left is read over.
 */
export function plainWords(body: string, called: Called): string {
  return body
    .replace(SPOILER, HIDDEN)
    .replace(FENCE, "")
    .replace(LINK, "$1")
    .replace(MARKS, "$2")
    .replace(HEADING, "")
    .replace(QUOTE, "")
    .replace(MENTION, (_, id: string) => `@${isCall(id) ? id : (called.person(id) ?? "…")}`)
    .replace(ROOM, (_, id: string) => `#${called.room(id) ?? "…"}`)
    .replace(/\n{2,}/g, "\n")
    .trim();
}

const WORD = /[\p{L}\p{N}_]/u;

/** Whether `words` hold one of these as a word of its own. */
export function holdsKeyword(words: string, keywords: readonly string[]): boolean {
  const text = words.toLowerCase();
  return keywords.some((keyword) => {
    for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
      const before = text.slice(0, at).at(-1) ?? "";
      const after = text.slice(at + keyword.length).at(0) ?? "";
      if (!WORD.test(before) && !WORD.test(after)) return true;
    }
    return false;
  });
}
