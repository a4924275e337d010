import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import type { PreferenceWish } from "#protocol/inbox/preferences.ts";
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
  /** What was chosen here and not wished for yet (follow-room-preferences.ts). Nothing at all: kept before there were inboxes. */
  unsaid: v.optional(v.array(v.custom<PreferenceWish>((said) => said !== null))),
});
export type RoomPreferences = v.InferOutput<typeof RoomPreferences>;

/** How somebody likes their rooms, as this browser knows it: what was chosen here, and what their inbox has told. */
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
      unsaid: [],
    }),
    storage: () => localStorage,
  }),
);

export const roomPreferences = kept.store;

/** What is chosen by whoever uses this tab: it holds at once, and is said to their inbox. */
export function changePreferences(
  to: (now: RoomPreferences) => RoomPreferences,
  ...said: PreferenceWish[]
): void {
  kept.change((now) => ({ ...to(now), unsaid: now.unsaid && [...now.unsaid, ...said] }));
}

/** What the inbox has told, or need not be told again. */
export function hearPreferences(to: (now: RoomPreferences) => RoomPreferences): void {
  kept.change(to);
}

export function starRoom(room: RoomId, on: boolean): void {
  changePreferences((now) => ({ ...now, starred: withOne(now.starred, room, on) }), {
    type: "star",
    room,
    on,
  });
}

export function muteRoom(room: RoomId, on: boolean): void {
  changePreferences((now) => ({ ...now, muted: withOne(now.muted, room, on) }), {
    type: "mute",
    room,
    on,
  });
}

export function foldSection(section: SectionName, on: boolean): void {
  changePreferences((now) => ({ ...now, folded: withOne(now.folded, section, on) }), {
    type: "sidebar",
    fold: { section, on },
  });
}

export function orderRooms(order: RoomOrder): void {
  changePreferences((now) => ({ ...now, order }), { type: "sidebar", order });
}

export function putUnreadFirst(isUnreadFirst: boolean): void {
  changePreferences((now) => ({ ...now, isUnreadFirst }), { type: "sidebar", isUnreadFirst });
}

function withOne<T>(all: readonly T[], one: T, isIn: boolean): T[] {
  const others = all.filter((each) => each !== one);
  return isIn ? [...others, one] : others;
}
