import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { RowHeights } from "./row-heights.ts";

/** Where a reader was: the top of event `seq` so far below the window's upper edge, and the rows as they were measured. */
export type Place = { seq: number; offset: number; heights?: RowHeights };

/** What of a place outlives the page; heights are measured anew. */
const StoredPlace = v.object({
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  offset: v.number(),
});

const KEY = "parley-at:";
const places = new Map<RoomId, Place>();

/** The place to return to, or null: at the end, with the newest. Kept through reloads, until the tab goes. */
export function placeIn(room: RoomId): Place | null {
  return places.get(room) ?? storedPlace(room);
}

export function rememberPlace(room: RoomId, place: Place | null): void {
  if (place) places.set(room, place);
  else places.delete(room);
  try {
    if (place) {
      const { seq, offset } = place;
      sessionStorage.setItem(KEY + room, JSON.stringify({ seq, offset }));
    } else sessionStorage.removeItem(KEY + room);
  } catch {
    // Storage may be full or forbidden; the place then lives as long as the page.
  }
}

/** For the next person at this tab. */
export function forgetPlaces(): void {
  places.clear();
  try {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(KEY))
      .forEach((key) => sessionStorage.removeItem(key));
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}

function storedPlace(room: RoomId): Place | null {
  try {
    const stored = v.safeParse(StoredPlace, parseJson(sessionStorage.getItem(KEY + room) ?? ""));
    return stored.success ? stored.output : null;
  } catch {
    // Forbidden, or nothing was kept.
    return null;
  }
}
