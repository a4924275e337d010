import * as v from "valibot";
import { PersonId } from "./ids.ts";

/** That somebody has changed the room's note; `at` is when, in ms since epoch. */
const NoteChange = v.object({ by: PersonId, at: v.pipe(v.number(), v.safeInteger()) });
export type NoteChange = v.InferOutput<typeof NoteChange>;

/** Of the two people who have changed the note last, what they did last, the newest first: so everyone knows when somebody else did. */
export const NoteNews = v.pipe(v.array(NoteChange), v.maxLength(2), v.readonly());
export type NoteNews = v.InferOutput<typeof NoteNews>;

/** The same news when nothing of this is newer. */
export function withNoteChanges(news: NoteNews, changes: readonly NoteChange[]): NoteNews {
  const lately = new Map<PersonId, number>();
  for (const { by, at } of [...news, ...changes]) {
    lately.set(by, Math.max(at, lately.get(by) ?? at));
  }
  const next = [...lately]
    .map(([by, at]) => ({ by, at }))
    .toSorted((one, other) => other.at - one.at)
    .slice(0, 2);
  const isSame = next.every(({ by, at }, i) => news[i]?.by === by && news[i].at === at);
  return isSame ? news : next;
}

/** When somebody other than `me` has changed the note last; null: nobody has. */
export function lastChangeBesides(news: NoteNews, me: PersonId): number | null {
  return news.find(({ by }) => by !== me)?.at ?? null;
}
