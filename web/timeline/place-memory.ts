import type { RoomId } from "#protocol/ids.ts";

/** Where a reader was: pixels between the top of event `seq` and the top of the window, with the sizes that were measured. */
export type Place = {
  seq: number;
  offset: number;
  sizes: ReadonlyMap<string | number | bigint, number>;
};

const places = new Map<RoomId, Place>();

/** The place to return to, or null: at the end, with the newest. Kept until the page goes. */
export function placeIn(room: RoomId): Place | null {
  return places.get(room) ?? null;
}

export function rememberPlace(room: RoomId, place: Place | null): void {
  if (place) places.set(room, place);
  else places.delete(room);
}
