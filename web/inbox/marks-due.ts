import { isLaterLife } from "#protocol/epoch.ts";
import { readIn, type Positions } from "../read/positions.ts";
import { keyOf, placeOf, type Place } from "../place.ts";
import { entryAt, roomIn, type Held } from "./held.ts";

export type Mark = Place & { seq: number };
/** How far the inbox knows that a place was read, in which life of its room. */
export type Behind = Mark & { epoch?: string };

/**
 * What was read here and the inbox does not know yet. A place that it does not know at all, or that it knows in another life of its
 * room, has to wait until it does.
 */
export function marksDue({ read }: Positions, held: Held): Mark[] {
  return Object.entries(read).flatMap(([key, position]) => {
    const place = placeOf(key);
    const entry = place && entryAt(held, place);
    const seq = place ? readIn(position, roomIn(held, place.room)?.epoch) : 0;
    return entry && seq > entry.read ? [{ ...place, seq }] : [];
  });
}

/** What was read elsewhere, and not here; and how far, where the room is another than the one that was read here. */
export function marksBehind({ read }: Positions, held: Held): Behind[] {
  const behind: Behind[] = [];
  for (const entry of held.entries.values()) {
    if (entry.kind !== "room" && entry.kind !== "thread") continue;
    const place: Place =
      entry.kind === "room" ? { room: entry.room } : { room: entry.room, thread: entry.root };
    const here = read[keyOf(place)];
    const epoch = roomIn(held, entry.room)?.epoch;
    if (isLaterLife(here?.epoch, epoch)) continue;
    // Positions from before they named a life are of the one that is known.
    const isOtherLife = here !== undefined && epoch !== undefined && here.epoch !== epoch;
    if (isOtherLife || entry.read > (here?.seq ?? 0))
      behind.push({ ...place, seq: entry.read, ...(epoch !== undefined && { epoch }) });
  }
  return behind;
}
