import { TOKEN } from "../room/mentions-in.ts";
import { partsOf } from "./links.ts";
import type { Word } from "./tree.ts";

/** What people and rooms are called where a text is told without pictures, buttons and links. */
export type SpokenNames = {
  person: (id: string) => string;
  room: (id: string) => string;
  /** Said in place of what a spoiler hides. */
  spoiler: string;
};

/** A stretch of words, with its people, rooms and web addresses as what they are. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, sign, id = ""] = match;
    words.push(...linksIn(text.slice(from, match.index)));
    words.push(sign === "@" ? { type: "mention", person: id } : { type: "room", room: id });
    from = match.index + token.length;
  }
  words.push(...linksIn(text.slice(from)));
  return words;
}

/** The text with the names of people and rooms in place of their tokens. */
export function named(text: string, names: SpokenNames): string {
  return text.replace(TOKEN, (_, sign: string, id: string) =>
    sign === "@" ? `@${names.person(id)}` : `#${names.room(id)}`,
  );
}

function linksIn(text: string): Word[] {
  return partsOf(text).map(({ text, href }) =>
    href === undefined ? { type: "text", text } : { type: "address", text, href },
  );
}
