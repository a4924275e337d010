import * as v from "valibot";
import { createStore } from "zustand/vanilla";
import type { Availability } from "#protocol/inbox/presence.ts";
import { PersonId } from "#protocol/ids.ts";
import { MAX_WATCHED } from "#protocol/inbox/limits.ts";

type Seen = {
  /** How people stand, as it was told last; of whom nothing is told, nothing is known. */
  readonly known: ReadonlyMap<string, Availability>;
  /** Who is shown somewhere on the page, and how often. */
  readonly shown: ReadonlyMap<string, number>;
};

export const peopleSeen = createStore<Seen>(() => ({ known: new Map(), shown: new Map() }));

/** These people are shown somewhere from now on. Gives what ends it. */
export function showPeople(ids: readonly string[]): () => void {
  count(ids, 1);
  return () => count(ids, -1);
}

function count(ids: readonly string[], by: 1 | -1): void {
  if (ids.length === 0) return;
  peopleSeen.setState(({ shown }) => {
    const next = new Map(shown);
    for (const id of ids) {
      const times = (next.get(id) ?? 0) + by;
      if (times > 0) next.set(id, times);
      else next.delete(id);
    }
    return { shown: next };
  });
}

/** Whom this page asks after: the first that are shown, as many as may be asked for. */
export function watched(): PersonId[] {
  const ids = [...peopleSeen.getState().shown.keys()].filter((id): id is PersonId =>
    v.is(PersonId, id),
  );
  return ids.slice(0, MAX_WATCHED);
}

/** What was told just now, of people that are shown. */
export function hearPeople(people: readonly { id: string; is: Availability }[]): void {
  peopleSeen.setState(({ known, shown }) => {
    const kept = [...known].filter(([id]) => shown.has(id));
    const told = people.flatMap(({ id, is }) => (shown.has(id) ? [[id, is] as const] : []));
    return { known: new Map([...kept, ...told]) };
  });
}

/** Without a line nobody knows. */
export function forgetPeople(): void {
  peopleSeen.setState({ known: new Map() });
}
