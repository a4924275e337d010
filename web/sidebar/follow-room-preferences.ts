import type { CommandId } from "#protocol/ids.ts";
import {
  NO_PREFERENCES,
  preferring,
  starredIn,
  type Preferences,
  type PreferenceWish,
} from "#protocol/inbox/preferences.ts";
import { inbox, type Held } from "../inbox/held.ts";
import { wishes, type Wish } from "../inbox/wishes.ts";
import { hearPreferences, roomPreferences, type RoomPreferences } from "./room-preferences.ts";

/**
 * Stars, mutes and the order of rooms go both ways: what was chosen here is wished for, and what the inbox tells is so here, with the
 * wishes on top that still wait. Gives what ends it.
 */
export function followRoomPreferences(newId: () => CommandId): () => void {
  const wish = (said: PreferenceWish) => wishes.add({ ...said, id: newId() });
  let isLooking = false;
  const look = () => {
    // Until the inbox has told, what this browser has is all that is known.
    if (isLooking || inbox.getState().epoch === null) return;
    isLooking = true;
    const { unsaid } = roomPreferences.getState();
    const said = unsaid ?? broughtAlong(roomPreferences.getState(), preferencesNow());
    if (unsaid?.length !== 0) {
      said.forEach(wish);
      hearPreferences((now) => ({ ...now, unsaid: [] }));
    }
    hearPreferences((now) => withTold(now, preferencesNow()));
    isLooking = false;
  };
  const stops = [inbox, wishes.store, roomPreferences].map((store) => store.subscribe(look));
  look();
  return () => stops.forEach((stop) => stop());
}

/** How somebody likes their rooms by all that is known here. */
export function preferencesNow(): Preferences {
  return preferencesIn(inbox.getState(), wishes.all());
}

export function preferencesIn(held: Held, waiting: readonly Wish[]): Preferences {
  const told = { ...NO_PREFERENCES, rooms: new Map(NO_PREFERENCES.rooms) };
  for (const entry of held.entries.values()) {
    if (entry.kind === "preference") told.rooms.set(entry.room, entry);
    if (entry.kind === "sidebar") told.sidebar = entry;
  }
  return waiting.reduce<Preferences>(
    (now, wish) => (isPreference(wish) ? preferring(now, wish) : now),
    told,
  );
}

function isPreference(wish: Wish): wish is Wish & PreferenceWish {
  switch (wish.type) {
    case "star":
    case "move":
    case "sidebar":
      return true;
    case "mute":
      return wish.thread === undefined;
    case "unread":
    case "opened":
    case "seen":
    case "follow":
    case "level":
    case "calls":
    case "notices":
    case "self":
    case "mail":
    case "receipts":
    case "draft":
      return false;
  }
}

/** What a browser has from before there were inboxes: its stars and mutes come on top, the rest where nobody has chosen yet. */
export function broughtAlong(here: RoomPreferences, told: Preferences): PreferenceWish[] {
  const stars = here.starred
    .filter((room) => !told.rooms.get(room)?.isStarred)
    .map((room): PreferenceWish => ({ type: "star", room, on: true }));
  const mutes = here.muted
    .filter((room) => !told.rooms.get(room)?.isMuted)
    .map((room): PreferenceWish => ({ type: "mute", room, on: true }));
  if (told.sidebar !== NO_PREFERENCES.sidebar) return [...stars, ...mutes];
  const folds = here.folded.map((section): PreferenceWish => ({
    type: "sidebar",
    fold: { section, on: true },
  }));
  return [
    ...stars,
    ...mutes,
    ...folds,
    ...(here.order === "recent" ? [{ type: "sidebar", order: "recent" } as const] : []),
    ...(here.isUnreadFirst ? [{ type: "sidebar", isUnreadFirst: true } as const] : []),
  ];
}

function withTold(now: RoomPreferences, told: Preferences): RoomPreferences {
  const { order, isUnreadFirst, folded } = told.sidebar;
  const muted = [...told.rooms].filter(([, { isMuted }]) => isMuted).map(([room]) => room);
  const next = { ...now, starred: starredIn(told), muted, order, isUnreadFirst, folded };
  return JSON.stringify(next) === JSON.stringify(now) ? now : next;
}
