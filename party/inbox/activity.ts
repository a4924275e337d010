import type { ActivityEntry } from "#protocol/inbox/entries.ts";
import type { Fact } from "#protocol/inbox/facts.ts";
import type { RoomUnread } from "#protocol/inbox/unread.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { MAX_ACTIVITY } from "#protocol/inbox/limits.ts";
import type { InboxState } from "./inbox-state.ts";

type New = Omit<ActivityEntry, "kind" | "id" | "isSeen" | "isGone">;

/** A browser in the room may have read a message before its inbox hears of it. */
function isRead(unread: RoomUnread, seq: number, thread: number | undefined): boolean {
  const place = thread === undefined ? unread : unread.threads.get(thread);
  return place !== undefined && seq <= place.read;
}

/** What a fact is to this person besides: what is unread in its room by now, and whether it calls them. */
type Meaning = { unread: RoomUnread; isCalled: boolean };

/** What concerned this person, after something happened in a room. */
export function withActivity(
  state: InboxState,
  room: RoomId,
  fact: Fact,
  me: PersonId,
  { unread, isCalled }: Meaning,
): InboxState {
  switch (fact.type) {
    case "said": {
      const { seq, at, by, thread, alsoInRoom, replyTo, mentions, calls, isGone } = fact;
      // What the room shows too is read there.
      const root = alsoInRoom ? undefined : thread?.seq;
      if (by === me || isGone) return state;
      const isMention = mentions?.includes(me);
      const isReply = replyTo?.by === me || thread?.by === me;
      // What is heard anew, because the room was restored, is not told anew.
      if (isTold(state, room, seq)) return state;
      if (!isMention && !isReply) {
        if (!isCalled) return state;
        // Called with the room: that is where they read it.
        return added(
          state,
          { what: "call", room, seq, by, at, ...(calls && { calls }) },
          isRead(unread, seq, undefined),
        );
      }
      const what = isMention ? "mention" : "reply";
      const about = { what, room, seq, by, at, ...inThread(root) } as const;
      return added(state, about, isRead(unread, seq, root));
    }
    case "edited": {
      const { target: seq, at, by, thread, alsoInRoom, mentions } = fact;
      const isNamed = by !== me && mentions?.includes(me);
      // Whoever was told of the message already is not told again (behaviour.md §7).
      if (!isNamed || isTold(state, room, seq)) return state;
      const root = alsoInRoom ? undefined : thread?.seq;
      return added(state, { what: "mention", room, seq, by, at, ...inThread(root) });
    }
    case "reacted":
      return fact.target.by === me && fact.by !== me ? reacted(state, room, fact) : state;
    case "deleted":
      return changeAll(state, room, ({ seq }) => seq === fact.target, { isGone: true });
    case "invited": {
      const { seq, at, by, people } = fact;
      if (!people.includes(me) || isTold(state, room, seq)) return state;
      return added(state, { what: "invitation", room, seq, by, at });
    }
    case "uninvited":
      return fact.person === me ? uninvited(state, room) : state;
    case "noted": {
      const { seq, at, by, mention } = fact;
      // What is heard anew, because the room was restored, is not told anew.
      const isKnown = find(state, room, (entry) => entry.mention === mention);
      if (fact.person !== me || by === me || isKnown) return state;
      return added(state, { what: "note", room, seq, by, at, mention });
    }
    case "joined":
      return fact.by === me ? uninvited(state, room) : state;
    case "left":
      return fact.withdrawn?.includes(me) ? uninvited(state, room) : state;
  }
}

/** Whether the invitation by this event of the room stands, and was not looked at. */
export function isInvited(state: InboxState, room: RoomId, seq: number): boolean {
  const entry = find(state, room, (each) => isInvitation(each) && each.seq === seq);
  return entry !== undefined && !entry.isGone && !entry.isSeen;
}

/** Whether this person was named in the room's note by that event, and has not looked. */
export function isNamedInNote(state: InboxState, room: RoomId, seq: number): boolean {
  const entry = find(state, room, (each) => each.what === "note" && each.seq === seq);
  return entry !== undefined && !entry.isSeen;
}

/** Whether they know of this message or invitation. What is gone may be of a life of the room that was lost, whose numbers are given out anew. */
export function isTold(state: InboxState, room: RoomId, seq: number): boolean {
  const isIt = ({ what, ...entry }: ActivityEntry) =>
    entry.seq === seq && what !== "reaction" && what !== "note";
  return find(state, room, (entry) => isIt(entry) && !entry.isGone) !== undefined;
}

function isInvitation({ what }: ActivityEntry): boolean {
  return what === "invitation";
}

/** Taken back, declined or used. */
function uninvited(state: InboxState, room: RoomId): InboxState {
  return changeAll(state, room, isInvitation, { isGone: true });
}

/** The room was restored, and what happened in it after event `last` did not come back. Its note did, and who is named in it. */
export function lostAfter(state: InboxState, room: RoomId, last: number): InboxState {
  const isMeant = ({ seq, what }: ActivityEntry) => seq > last && what !== "note";
  return changeAll(state, room, isMeant, { isGone: true });
}

function reacted(state: InboxState, room: RoomId, fact: Extract<Fact, { type: "reacted" }>) {
  const { at, by, target, emoji, on, thread } = fact;
  const isThis = (entry: ActivityEntry) =>
    entry.what === "reaction" &&
    entry.seq === target.seq &&
    entry.by === by &&
    entry.emoji === emoji;
  // Put there, taken back and put there again is one thing, and was seen if it was.
  if (!on || find(state, room, isThis)) return changeAll(state, room, isThis, { isGone: !on });
  const what = "reaction" as const;
  return added(state, { what, room, seq: target.seq, by, at, emoji, ...inThread(thread) });
}

/** Looked at. */
export function seen(state: InboxState, isMeant: (entry: ActivityEntry) => boolean): InboxState {
  return changeAll(state, null, isMeant, { isSeen: true });
}

function added(state: InboxState, about: New, isSeen = false): InboxState {
  const id = state.nextActivity;
  const entry: ActivityEntry = { kind: "activity", id, ...about, isSeen, isGone: false };
  const activity = new Map([...state.activity, [id, entry]]);
  for (const oldest of activity.keys()) {
    if (activity.size <= MAX_ACTIVITY) break;
    activity.delete(oldest);
  }
  return { ...state, activity, nextActivity: id + 1 };
}

function changeAll(
  state: InboxState,
  room: RoomId | null,
  isMeant: (entry: ActivityEntry) => boolean,
  change: { isSeen: true } | { isGone: boolean },
): InboxState {
  let activity: Map<number, ActivityEntry> | null = null;
  for (const [id, entry] of state.activity) {
    if ((room !== null && entry.room !== room) || !isMeant(entry)) continue;
    const changed = { ...entry, ...change };
    if (changed.isSeen === entry.isSeen && changed.isGone === entry.isGone) continue;
    activity ??= new Map(state.activity);
    activity.set(id, changed);
  }
  return activity ? { ...state, activity } : state;
}

function find(state: InboxState, room: RoomId, isMeant: (entry: ActivityEntry) => boolean) {
  for (const entry of state.activity.values())
    if (entry.room === room && isMeant(entry)) return entry;
  return undefined;
}

function inThread(thread: number | undefined): { thread?: number } {
  return thread === undefined ? {} : { thread };
}
