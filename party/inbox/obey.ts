import type { InboxCommand } from "#protocol/inbox/commands.ts";
import { withSaid } from "#protocol/inbox/mail-choice.ts";
import type { ActivityEntry } from "#protocol/inbox/entries.ts";
import { preferring, type PreferenceWish } from "#protocol/inbox/preferences.ts";
import type { NumberSet } from "#protocol/inbox/number-set.ts";
import { acknowledge, follow, markRead, markUnread, mute, opened } from "#protocol/inbox/marks.ts";
import type { RoomId } from "#protocol/ids.ts";
import { MAX_MARK_AHEAD } from "#protocol/inbox/limits.ts";
import { seen } from "./activity.ts";
import { writeDraft } from "./half-written.ts";
import {
  changeRoom,
  nameOfPlace,
  withRoom,
  type HeldRoom,
  type InboxState,
} from "./inbox-state.ts";

export type Mark = {
  room: RoomId;
  thread?: number | undefined;
  seq: number;
  epoch?: string | undefined;
};
/** What others have said from a mark on that was read before, which was up to `read`, and in the room up to `readInRoom`; true as of the room's event `asOf`. */
export type FoundAt = { numbers: NumberSet; read: number; readInRoom: number; asOf: number };
/** By the place's name. */
export type Found = ReadonlyMap<string, FoundAt>;

/**
 * What a command makes of an inbox. Each may come late, twice and in any order, and none is refused here (half-written.ts): a room that is not known here
 * (yet, or any more) is passed over. `found`, for marks that make unread, is asked of the rooms before.
 */
export function obey(
  state: InboxState,
  command: InboxCommand,
  found: Found,
  now: number,
): InboxState {
  switch (command.type) {
    case "read":
      return command.marks.reduce(read, state);
    case "unread":
      return command.marks.reduce((now, mark) => unread(now, mark, found), state);
    case "opened":
      return changeRoom(state, command.room, (room) => opened(room, command));
    case "seen":
      return command.activity.reduce(lookAt, state);
    case "follow": {
      const { room, thread, on } = command;
      return changeRoom(state, room, (held) => follow(held, thread, on));
    }
    case "mute": {
      const { room, thread, on } = command;
      return thread === undefined
        ? prefer(state, { type: "mute", room, on })
        : changeRoom(state, room, (held) => mute(held, thread, on));
    }
    case "star":
    case "move":
    case "sidebar":
      return prefer(state, command);
    case "draft":
      return writeDraft(state, command);
    case "level": {
      const held = state.rooms.get(command.room);
      if (!held || held.level === command.level) return state;
      return withRoom(state, command.room, { ...held, level: command.level });
    }
    case "notices": {
      const keywords = [...new Set(command.keywords.map((word) => word.toLowerCase()))];
      return { ...state, notices: { ...state.notices, level: command.level, keywords } };
    }
    case "receipts":
      return receipts(state, command.isShown, now);
    case "calls":
      return setCalls(state, command);
    case "self": {
      const { choice = state.self.choice, schedule = state.self.schedule } = command;
      return { ...state, self: { choice, schedule } };
    }
    case "mail":
      return { ...state, mail: withSaid(state.mail, command) };
  }
}

/** Also of a room that was not heard of yet: its first letter may be on its way. */
function prefer(state: InboxState, wish: PreferenceWish): InboxState {
  const preferences = preferring(state.preferences, wish);
  return preferences === state.preferences ? state : { ...state, preferences };
}

/** The time of a choice is the inbox's, and later than that of the one before: rooms may hear of them in any order. */
function receipts(state: InboxState, isShown: boolean, now: number): InboxState {
  if (state.receipts.isShown === isShown) return state;
  return { ...state, receipts: { isShown, at: Math.max(now, state.receipts.at + 1) } };
}

function setCalls(
  state: InboxState,
  { room, on }: Extract<InboxCommand, { type: "calls" }>,
): InboxState {
  const { notices } = state;
  if (room === undefined) {
    const calls = on ?? true;
    return notices.calls === calls ? state : { ...state, notices: { ...notices, calls } };
  }
  const held = state.rooms.get(room);
  return !held || held.calls === on ? state : withRoom(state, room, { ...held, calls: on });
}

/** A browser may be ahead of what its inbox has heard, though not by much: a wild number would make a room silent for ever. */
function read(state: InboxState, { room, seq, thread, epoch }: Mark): InboxState {
  const held = state.rooms.get(room);
  if (!held || isOfOtherLife(held, epoch)) return state;
  const upTo = Math.min(seq, held.unread.heard + MAX_MARK_AHEAD);
  const marked = changeRoom(state, room, (unread) => markRead(unread, upTo, { thread }));
  // Also where nothing is unread any more: who has left and come again has what concerned them before.
  return seen(marked, (entry) => isReadWith(entry, room, thread) && entry.seq <= upTo);
}

function unread(state: InboxState, mark: Mark, found: Found): InboxState {
  const at = found.get(nameOfPlace(mark));
  const held = state.rooms.get(mark.room);
  if (!at || !held || isOfOtherLife(held, mark.epoch)) return state;
  return changeRoom(state, mark.room, (room) => markUnread(room, mark.seq, at.numbers, mark));
}

/** Its room was restored since, or this inbox has not heard that it was: whoever reads on there says so again when it has. */
function isOfOtherLife({ epoch }: HeldRoom, of: string | undefined): boolean {
  return of !== undefined && of !== epoch;
}

/** Whoever has read the message has seen that it concerns them. Reactions are not read with it; invitations are no messages, nor is the note. */
function isReadWith(entry: ActivityEntry, room: RoomId, thread: number | undefined): boolean {
  const { what } = entry;
  const isMessage = what !== "reaction" && what !== "invitation" && what !== "note";
  return isMessage && entry.room === room && entry.thread === thread;
}

function lookAt(state: InboxState, id: number): InboxState {
  const entry = state.activity.get(id);
  if (!entry) return state;
  const looked = seen(state, (other) => other.id === id);
  // What answers them may call them, too.
  return entry.what === "reaction"
    ? looked
    : changeRoom(looked, entry.room, (room) => acknowledge(room, entry.seq));
}
