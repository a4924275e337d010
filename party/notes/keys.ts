import { pad } from "../object/keys.ts";

/**
 * Where a note keeps things, beside what every object keeps (object/keys.ts):
 *   u:NUMBER          a change of the document, with who made it and when
 *   state             up to which change the document is kept as a whole, and in which generation
 *   s:GENERATION:PART a part of that
 *   a:PERSON:PAGE     client ids of Yjs's under which this person has written
 *   origins           how many parts there are of who wrote first what others have brought back
 *   o:PART            a part of that
 *   r:PERSON          what this person has become while older tokens say something else
 *   news              who has changed it lately, and until when the room knows that
 *   stretch           who has written since the last version, as far as the changes do not say so any more
 *   m:ID              a mention: of whom, by whom, and when the room is to be told
 *   v:ID              a version: when, of whom, and how many parts
 *   w:ID:PART         a part of it
 */
export const NOTE_KEY = {
  update: (number: number) => `u:${pad(number)}`,
  state: "state",
  part: (generation: number, part: number) => `s:${pad(generation)}:${pad(part)}`,
  parts: (generation: number) => `s:${pad(generation)}:`,
  author: (person: string, page: number) => `a:${person}:${pad(page)}`,
  origins: "origins",
  originPart: (part: number) => `o:${pad(part)}`,
  originParts: "o:",
  role: (person: string) => `r:${person}`,
  news: "news",
  stretch: "stretch",
  mention: (id: string) => `m:${id}`,
  version: (id: number) => `v:${pad(id)}`,
  versionPart: (id: number, part: number) => `w:${pad(id)}:${pad(part)}`,
  versionParts: (id: number) => `w:${pad(id)}:`,
};
