import type { Positions } from "../read/positions.ts";
import { keyOf, placeOf, type Place } from "../place.ts";
import { entryAt, type Held } from "./held.ts";

export type Mark = Place & { seq: number };

/** What was read here and the inbox does not know yet. A place that it does not know at all has to wait until it does. */
export function marksDue({ read }: Positions, held: Held): Mark[] {
  return Object.entries(read).flatMap(([key, { seq }]) => {
    const place = placeOf(key);
    const entry = place && entryAt(held, place);
    return entry && seq > entry.read ? [{ ...place, seq }] : [];
  });
}

/** What was read elsewhere, and not here. */
export function marksBehind({ read }: Positions, held: Held): Mark[] {
  const behind: Mark[] = [];
  for (const entry of held.entries.values()) {
    if (entry.kind !== "room" && entry.kind !== "thread") continue;
    const place: Place =
      entry.kind === "room" ? { room: entry.room } : { room: entry.room, thread: entry.root };
    if (entry.read > (read[keyOf(place)]?.seq ?? 0)) behind.push({ ...place, seq: entry.read });
  }
  return behind;
}
