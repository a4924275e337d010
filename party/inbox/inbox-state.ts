import type { ActivityEntry, Level, NoticesEntry } from "#protocol/inbox/entries.ts";
import { NOTHING_CHOSEN, type Self } from "#protocol/inbox/availability.ts";
import { NO_DRAFTS, type DraftsOfPlace } from "#protocol/inbox/drafts.ts";
import { NO_PREFERENCES, type Preferences } from "#protocol/inbox/preferences.ts";
import { NO_MAIL_CHOICE, type MailChoice } from "#protocol/inbox/mail-choice.ts";
import type { RoomUnread } from "#protocol/inbox/unread.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { ReceiptsChoice } from "../rooms.ts";

/** What an inbox holds of one room. */
export type HeldRoom = {
  readonly epoch: string;
  readonly unread: RoomUnread;
  /** When somebody else last said something to the room, in ms since epoch. */
  readonly newsAt: number;
  readonly level: Level | null;
  /** Whether calls in it are told of; null: as in all rooms. */
  readonly calls: boolean | null;
};

/** All that a person's inbox knows. It never changes: what changes it makes another, and what they do not share has changed. */
export type InboxState = {
  readonly rooms: ReadonlyMap<RoomId, HeldRoom>;
  /** What concerned this person, by its number, in order. */
  readonly activity: ReadonlyMap<number, ActivityEntry>;
  /** The number of what comes next. */
  readonly nextActivity: number;
  readonly notices: Notices;
  /** How they want to stand to others. */
  readonly self: Self;
  readonly preferences: Preferences;
  /** What is half written, by the name of its place, the last written last. */
  readonly drafts: ReadonlyMap<string, HeldDrafts>;
  /** When they are mailed what they have missed. */
  readonly mail: MailChoice;
  /** Whether others may know how far they have read. */
  readonly receipts: ReceiptsChoice;
};

/** What is half written in a place. One without drafts is remembered for a while, so that none of them comes back. */
export type HeldDrafts = DraftsOfPlace & { readonly place: DraftPlace };
export type DraftPlace = { readonly room: RoomId; readonly thread?: number | undefined };

/** What a person wants to be told of, in all rooms that say nothing else. */
export type Notices = Pick<NoticesEntry, "level" | "keywords"> & { readonly calls: boolean };
const NAMED_ONLY: Notices = { level: "mentions", keywords: [], calls: true };

export const EMPTY_INBOX: InboxState = {
  rooms: new Map(),
  activity: new Map(),
  nextActivity: 1,
  notices: NAMED_ONLY,
  self: NOTHING_CHOSEN,
  preferences: NO_PREFERENCES,
  drafts: new Map(),
  mail: NO_MAIL_CHOICE,
  receipts: { isShown: true, at: 0 },
};

export function withRoom(state: InboxState, room: RoomId, held: HeldRoom): InboxState {
  return state.rooms.get(room) === held
    ? state
    : { ...state, rooms: new Map([...state.rooms, [room, held]]) };
}

/** The room after `change`; a room that is not known here stays so. */
export function changeRoom(
  state: InboxState,
  room: RoomId,
  change: (unread: RoomUnread) => RoomUnread,
): InboxState {
  const held = state.rooms.get(room);
  if (!held) return state;
  const unread = change(held.unread);
  return unread === held.unread ? state : withRoom(state, room, { ...held, unread });
}

export function draftsIn({ drafts }: InboxState, place: DraftPlace): HeldDrafts {
  return drafts.get(nameOfPlace(place)) ?? { ...NO_DRAFTS, place };
}

/** Names a room, or a thread in it. */
export function nameOfPlace({ room, thread }: DraftPlace): string {
  return thread === undefined ? room : `${room} ${thread}`;
}
