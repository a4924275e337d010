import * as v from "valibot";
import type { RoomId } from "#protocol/ids.ts";

/** Where a starred room stands among the others, the lowest first. Between two there is nearly always room for a third. */
export const StarPlace = v.pipe(v.number(), v.finite(), v.minValue(-1e9), v.maxValue(1e9));

/** How somebody likes one room. */
export const RoomPreference = v.object({
  isStarred: v.boolean(),
  /** Shown as quiet, and told of by mentions alone. */
  isMuted: v.boolean(),
  place: StarPlace,
});
export type RoomPreference = v.InferOutput<typeof RoomPreference>;
export const NO_PREFERENCE: RoomPreference = { isStarred: false, isMuted: false, place: 0 };

export const SectionName = v.picklist(["starred", "rooms"]);
export type SectionName = v.InferOutput<typeof SectionName>;
export const RoomOrder = v.picklist(["name", "recent"]);
export type RoomOrder = v.InferOutput<typeof RoomOrder>;

/** How somebody likes their rooms listed. */
export const SidebarPreference = v.object({
  order: RoomOrder,
  isUnreadFirst: v.boolean(),
  folded: v.array(SectionName),
});
export type SidebarPreference = v.InferOutput<typeof SidebarPreference>;
export const USUAL_SIDEBAR: SidebarPreference = {
  order: "name",
  isUnreadFirst: false,
  folded: [],
};

export type Preferences = {
  readonly rooms: ReadonlyMap<RoomId, RoomPreference>;
  readonly sidebar: SidebarPreference;
};
export const NO_PREFERENCES: Preferences = { rooms: new Map(), sidebar: USUAL_SIDEBAR };

/** Each says one thing: what two devices say of different things never undoes the other. */
export type PreferenceWish =
  | { type: "star" | "mute"; room: RoomId; on: boolean }
  | { type: "move"; room: RoomId; place: number }
  | SidebarWish;
export type SidebarWish = {
  type: "sidebar";
  order?: RoomOrder | undefined;
  isUnreadFirst?: boolean | undefined;
  fold?: { section: SectionName; on: boolean } | undefined;
};

/** The preferences after `wish`; the same object where nothing is changed by it. */
export function preferring(now: Preferences, wish: PreferenceWish): Preferences {
  if (wish.type === "sidebar") {
    const sidebar = withSidebar(now.sidebar, wish);
    return sidebar === now.sidebar ? now : { ...now, sidebar };
  }
  const before = now.rooms.get(wish.room) ?? NO_PREFERENCE;
  const after = withRoom(now, before, wish);
  if (after === before) return now;
  return { ...now, rooms: new Map([...now.rooms, [wish.room, after]]) };
}

/** The starred rooms, in the order in which they stand. */
export function starredIn({ rooms }: Pick<Preferences, "rooms">): RoomId[] {
  return [...rooms]
    .filter(([, { isStarred }]) => isStarred)
    .toSorted(([a, { place: one }], [b, { place: other }]) => one - other || (a < b ? -1 : 1))
    .map(([room]) => room);
}

type RoomWish = Exclude<PreferenceWish, { type: "sidebar" }>;

function withRoom(now: Preferences, before: RoomPreference, wish: RoomWish): RoomPreference {
  switch (wish.type) {
    case "star": {
      if (wish.on === before.isStarred) return before;
      // A new star comes last.
      return { ...before, isStarred: wish.on, place: wish.on ? lastPlace(now) + 1 : before.place };
    }
    case "move":
      return wish.place === before.place || !before.isStarred
        ? before
        : { ...before, place: wish.place };
    case "mute":
      return wish.on === before.isMuted ? before : { ...before, isMuted: wish.on };
  }
}

function lastPlace({ rooms }: Preferences): number {
  const starred = [...rooms.values()].filter(({ isStarred }) => isStarred);
  return Math.floor(Math.max(0, ...starred.map(({ place }) => place)));
}

function withSidebar(
  now: SidebarPreference,
  { order, isUnreadFirst, fold }: SidebarWish,
): SidebarPreference {
  const folded = fold ? withSection(now.folded, fold) : now.folded;
  const next = {
    order: order ?? now.order,
    isUnreadFirst: isUnreadFirst ?? now.isUnreadFirst,
    folded,
  };
  const isSame =
    next.order === now.order && next.isUnreadFirst === now.isUnreadFirst && folded === now.folded;
  return isSame ? now : next;
}

function withSection(
  folded: SectionName[],
  { section, on }: { section: SectionName; on: boolean },
): SectionName[] {
  if (folded.includes(section) === on) return folded;
  return on ? [...folded, section] : folded.filter((each) => each !== section);
}
