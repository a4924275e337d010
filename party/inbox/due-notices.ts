import type { Call } from "#protocol/calls.ts";
import type { Fact, Letter } from "#protocol/inbox/facts.ts";
import { callsIn, levelIn } from "#protocol/inbox/level-in.ts";
import { reasonToTell } from "#protocol/inbox/telling.ts";
import { isFollowed, type ThreadUnread } from "#protocol/inbox/unread.ts";
import type { CommandId, PersonId, RoomId } from "#protocol/ids.ts";
import { isTold } from "./activity.ts";
import type { HeldRoom, InboxState } from "./inbox-state.ts";
import { cameBackTo } from "./read-letter.ts";

/** A message that somebody may have to be told of. `at`: when it was said, in ms since epoch. */
export type Notice = {
  room: RoomId;
  seq: number;
  thread?: number;
  at: number;
  /** It is told only if it holds one of their words, which the room has to be asked for. */
  byKeyword?: true;
  /** It calls everyone, and them no more than others. */
  calls?: Call;
  /** It concerns them no more than everything else that is said there. */
  byLevel?: true;
  /** No message: they are asked into the room. */
  isInvitation?: true;
  /** No message: they are named in the room's note, by this mention. */
  mention?: CommandId;
};

/**
 * Which messages of a letter this person wants to hear of where nothing of Parley is open; `before` and `state` are what held before it
 * and after it. Whether it is still so is asked again before anything is sent.
 */
export function dueNotices(
  letter: Letter,
  before: InboxState,
  state: InboxState,
  me: PersonId,
): Notice[] {
  const { room } = letter;
  const held = state.rooms.get(room);
  if (!held) return [];
  const known = before.rooms.get(room)?.unread.heard ?? letter.from;
  // Numbers that a restored room has lost are given out anew.
  const heard = Math.min(known, cameBackTo(before, letter) ?? known);
  if (!held.unread.isMember) {
    const level = held.level ?? state.notices.level;
    return level === "nothing" ? [] : invitations(letter, heard, me);
  }
  const due: Notice[] = [];
  for (const fact of letter.facts) {
    if (fact.seq > heard && fact.type === "noted") due.push(...inNote(fact, room, state, me));
    if (fact.seq <= heard || (fact.type !== "said" && fact.type !== "edited")) continue;
    // Whoever was told of the message already is not told again for an edit (behaviour.md §7).
    const isKnown = fact.type === "edited" && fact.target <= heard;
    if (isKnown && isTold(before, room, fact.target)) continue;
    const notice = noticeOf(fact, room, held, state, me);
    if (notice) due.push(notice);
  }
  return due;
}

function invitations({ room, facts }: Letter, heard: number, me: PersonId): Notice[] {
  return facts.flatMap((fact) => {
    const isOne = fact.type === "invited" && fact.seq > heard && fact.people.includes(me);
    return isOne ? [{ room, seq: fact.seq, at: fact.at, isInvitation: true as const }] : [];
  });
}

/** As for whoever is named in a message. */
function inNote(
  { seq, at, by, person, mention }: Extract<Fact, { type: "noted" }>,
  room: RoomId,
  { rooms, notices, preferences }: InboxState,
  me: PersonId,
): Notice[] {
  const isMuted = preferences.rooms.get(room)?.isMuted ?? false;
  const level = levelIn(rooms.get(room)?.level ?? null, notices.level, isMuted);
  return person === me && by !== me && level !== "nothing" ? [{ room, seq, at, mention }] : [];
}

type Told = Extract<Fact, { type: "said" | "edited" }>;

function noticeOf(
  fact: Told,
  room: RoomId,
  held: HeldRoom,
  state: InboxState,
  me: PersonId,
): Notice | null {
  const { notices, preferences } = state;
  if (fact.by === me || (fact.type === "said" && fact.isGone)) return null;
  const isMuted = preferences.rooms.get(room)?.isMuted ?? false;
  const thread = fact.thread && held.unread.threads.get(fact.thread.seq);
  const calls = isToldOfCalls(room, held, state) ? callTo(fact, room, state) : undefined;
  const isNamed = isMeant(fact, thread, me);
  const isInRoom = fact.thread === undefined || fact.alsoInRoom === true;
  const reason = reasonToTell(
    {
      isMeant: isNamed || calls !== undefined,
      isEdit: fact.type === "edited",
      isMuted: thread?.isMuted ?? false,
      isInRoom,
      isInSight: isInRoom || thread !== undefined,
    },
    { level: levelIn(held.level, notices.level, isMuted), keywords: notices.keywords },
  );
  if (reason === null) return null;
  return {
    room,
    seq: fact.type === "said" ? fact.seq : fact.target,
    at: fact.at,
    // What the room shows too is looked at there.
    ...(fact.thread && !isInRoom && { thread: fact.thread.seq }),
    ...(!isNamed && calls && { calls }),
    ...(reason === "level" && { byLevel: true }),
    ...(reason === "keyword" && { byKeyword: true }),
  };
}

function isMeant(fact: Told, thread: ThreadUnread | undefined, me: PersonId): boolean {
  if (fact.mentions?.includes(me)) return true;
  if (fact.type === "edited") return false;
  if (fact.replyTo?.by === me) return true;
  return fact.thread !== undefined && thread !== undefined && isFollowed(thread);
}

/** Whether this message called them, as their activity says: who was here then is known no more. */
function callTo(fact: Told, room: RoomId, { activity }: InboxState): Call | undefined {
  if (fact.type === "edited" || fact.calls === undefined) return undefined;
  for (const entry of activity.values())
    if (entry.what === "call" && entry.room === room && entry.seq === fact.seq) return fact.calls;
  return undefined;
}

function isToldOfCalls(room: RoomId, held: HeldRoom, state: InboxState): boolean {
  const isMuted = state.preferences.rooms.get(room)?.isMuted ?? false;
  return callsIn(held.calls, state.notices.calls, isMuted);
}

/** Whether they still want to be told of it: they may have said since that they do not. */
export function isWanted(notice: Notice, state: InboxState): boolean {
  const { room, thread, calls, isInvitation } = notice;
  if (isInvitation) return true;
  const held = state.rooms.get(room);
  if (!held || (held.level ?? state.notices.level) === "nothing") return false;
  if (thread !== undefined && held.unread.threads.get(thread)?.isMuted) return false;
  return calls === undefined || isToldOfCalls(room, held, state);
}
