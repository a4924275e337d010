import { useEffect } from "react";
import { useStore } from "zustand";
import type { Availability } from "#protocol/inbox/presence.ts";
import { peopleSeen, showPeople } from "./people-seen.ts";

/** How somebody stands who is shown; undefined: not known, or not yet. Null: nobody. */
export function useAvailability(id: string | null): Availability | undefined {
  useEffect(() => (id === null ? undefined : showPeople([id])), [id]);
  return useStore(peopleSeen, ({ known }) => (id === null ? undefined : known.get(id)));
}

/** How everyone stands, while these people are shown. `ids` must be the same list until they are others. */
export function useAvailabilities(ids: readonly string[]): ReadonlyMap<string, Availability> {
  useEffect(() => showPeople(ids), [ids]);
  return useStore(peopleSeen, ({ known }) => known);
}
