import { openRooms } from "../room/room-handles.ts";
import type { Found } from "./found.ts";
import { matchOf, rankOf, type Standing } from "./rank.ts";

export type KnownPerson = { id: string; name: string; standing: Standing };

/** Whoever is in the rooms that are open, those of the room on the page first. Nobody is asked for. */
export function peopleHere(): KnownPerson[] {
  const known = new Map<string, KnownPerson>();
  for (const [at, room] of openRooms().entries()) {
    const standing = at === 0 ? "recent" : "joined";
    for (const [id, { name }] of Object.entries(room.view.getState().room.members)) {
      if (!known.has(id)) known.set(id, { id, name, standing });
    }
  }
  return [...known.values()];
}

const byName = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/** People by what is typed. Those that come from the server stand after those that were here before. */
export function findPeople(
  words: string,
  here: readonly KnownPerson[],
  told: readonly { id: string; name: string }[],
): Found[] {
  const known = new Set(here.map(({ id }) => id));
  const strange = told
    .filter(({ id }) => !known.has(id))
    .map(({ id, name }) => ({ id, name, standing: "other" as const }));
  // What came late must not push away what a finger is already on its way to.
  return [...ranked(words, here), ...ranked(words, strange)];
}

function ranked(words: string, people: readonly KnownPerson[]): Found[] {
  return people
    .flatMap(({ id, name, standing }) => {
      const match = matchOf(name, words);
      if (match === null) return [];
      const { ranges } = match;
      const rank = rankOf(match, standing);
      const found: Found = {
        kind: "person",
        key: `person ${id}`,
        title: name,
        ranges,
        note: "",
        rank,
        id,
        href: personPath(id),
        ...(standing === "other" && { isFromAfar: true }),
      };
      return [found];
    })
    .toSorted((a, b) => a.rank - b.rank || byName.compare(a.title, b.title));
}

/** Where somebody's card is. */
export function personPath(id: string): string {
  return `/people/person/${encodeURIComponent(id)}`;
}
