import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { keptHere } from "../session/kept-here.ts";
import { KeptFacts } from "../storage/kept-facts.ts";

const SectionName = v.picklist(["starred", "rooms"]);
export type SectionName = v.InferOutput<typeof SectionName>;

const RoomOrder = v.picklist(["name", "recent"]);
export type RoomOrder = v.InferOutput<typeof RoomOrder>;

const RoomPreferences = v.object({
  starred: v.array(RoomId),
  muted: v.array(RoomId),
  order: RoomOrder,
  isUnreadFirst: v.boolean(),
  folded: v.array(SectionName),
});
export type RoomPreferences = v.InferOutput<typeof RoomPreferences>;

/**
 * How somebody likes their rooms, on this device. "The inbox" will keep it with the person: then it answers here, and the sidebar
 * and the palette do not notice.
 */
const kept = keptHere(
  new KeptFacts<RoomPreferences>({
    name: "parley-room-preferences",
    schema: RoomPreferences,
    nothing: () => ({
      starred: [],
      muted: [],
      order: "name",
      isUnreadFirst: false,
      folded: [],
    }),
    storage: () => localStorage,
  }),
);

export const roomPreferences = kept.store;

export function starRoom(room: RoomId, isOn: boolean): void {
  kept.change((now) => ({ ...now, starred: withOne(now.starred, room, isOn) }));
}

export function muteRoom(room: RoomId, isOn: boolean): void {
  kept.change((now) => ({ ...now, muted: withOne(now.muted, room, isOn) }));
}

export function foldSection(section: SectionName, isOn: boolean): void {
  kept.change((now) => ({ ...now, folded: withOne(now.folded, section, isOn) }));
}

export function orderRooms(order: RoomOrder): void {
  kept.change((now) => ({ ...now, order }));
}

export function putUnreadFirst(isUnreadFirst: boolean): void {
  kept.change((now) => ({ ...now, isUnreadFirst }));
}

function withOne<T>(all: readonly T[], one: T, isIn: boolean): T[] {
  const others = all.filter((each) => each !== one);
  return isIn ? [...others, one] : others;
}
