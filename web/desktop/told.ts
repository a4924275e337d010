import type { Call } from "#protocol/calls.ts";
import type { Level, RoomEntry, ThreadEntry } from "#protocol/inbox/entries.ts";
import { reasonToTell, type Reason } from "#protocol/inbox/telling.ts";
import type { CommandId, RoomId } from "#protocol/ids.ts";
import { roomIn, threadIn, type Held } from "../inbox/held.ts";
import type { Place } from "../place.ts";

/** A message, or the event of a room by which somebody was asked in, or named in its note by this mention. */
export type Numbered = Place & { seq: number; isInvitation?: true; mention?: CommandId };

/** What somebody may have to be told of, and why. */
export type Told = Numbered & { reason: Reason };

/** What is wanted to be told of in a room. */
export type Wants = { level: Level; keywords: readonly string[]; calls: boolean };

/** Of what is new in one place at once, so many are looked at: the newest. */
const MOST_OF_A_PLACE = 10;

/**
 * What this person is told of after their inbox has said something, by the same rules as a push. An inbox that has begun anew, or that this
 * browser hears of first, tells of nothing: it is not known what of it is new.
 */
export function toldSince(before: Held, now: Held, wants: (room: RoomId) => Wants): Told[] {
  if (before.epoch === null || before.epoch !== now.epoch) return [];
  const meant = new Map<string, Place & { seq: number }>();
  const inRooms = new Map<string, Place & { seq: number }>();
  const besides: Told[] = [];
  for (const [name, entry] of now.entries) {
    if (before.entries.get(name) === entry) continue;
    if (entry.kind === "activity") {
      const { room, seq, thread, what, mention, isSeen, isGone } = entry;
      const isNew = !before.entries.has(name) && !isSeen && !isGone && what !== "reaction";
      if (!isNew) continue;
      if (what === "call" && !wants(room).calls) continue;
      if (what !== "invitation" && what !== "note")
        meant.set(tag(room, seq), { room, seq, thread });
      else if (wants(room).level !== "nothing")
        besides.push({
          room,
          seq,
          reason: "meant",
          ...(mention ? { mention } : { isInvitation: true as const }),
        });
    } else if (entry.kind === "thread") {
      const { room, root: thread } = entry;
      // Only what is followed is counted.
      for (const seq of newIn(entry, threadIn(before, room, thread), before, now))
        meant.set(tag(room, seq), { room, seq, thread });
    } else if (entry.kind === "room") {
      const { room } = entry;
      for (const seq of newIn(entry, roomIn(before, room), before, now))
        inRooms.set(tag(room, seq), { room, seq });
    }
  }
  const all = new Map<string, Place & { seq: number }>([...inRooms, ...meant]);
  const messages = [...all].flatMap(([key, { room, seq, thread }]): Told[] => {
    if (roomIn(now, room)?.isMember !== true) return [];
    const isInRoom = thread === undefined || isUnread(roomIn(now, room), seq);
    const reason = reasonToTell(
      {
        isMeant: meant.has(key),
        isEdit: false,
        isMuted: thread !== undefined && threadIn(now, room, thread)?.isMuted === true,
        isInRoom,
        isInSight: true,
      },
      wants(room),
    );
    // What the room shows too is looked at there.
    return reason === null ? [] : [{ room, seq, reason, ...(isInRoom ? {} : { thread }) }];
  });
  return [...besides, ...messages];
}

/** Whom a message has called, where that is why they are told. */
export function callAt(
  { entries }: Held,
  { room, seq }: Place & { seq: number },
): Call | undefined {
  for (const entry of entries.values()) {
    const isCall = entry.kind === "activity" && entry.what === "call";
    if (isCall && entry.room === room && entry.seq === seq) return entry.calls;
  }
  return undefined;
}

/**
 * Whether it was read, on whatever device, was deleted, or is theirs no more. `wasTold`: the inbox has told of it here. Of what it has not,
 * such as a push that was faster, nothing is known.
 */
export function isOver(
  held: Held,
  readHere: number,
  { room, thread, seq, isInvitation, mention }: Numbered,
  wasTold: boolean,
): boolean {
  if (isInvitation || mention) return isAnswered(held, room, seq, wasTold);
  const inRoom = roomIn(held, room);
  if (!inRoom) return false;
  const entry = thread === undefined ? inRoom : threadIn(held, room, thread);
  if (!inRoom.isMember || seq <= Math.max(entry?.read ?? 0, readHere)) return true;
  if (!wasTold && seq > inRoom.heard) return false;
  return !entry || (entry.unread !== null && !isUnread(entry, seq));
}

/** It was withdrawn, used or looked at. */
function isAnswered({ entries }: Held, room: RoomId, seq: number, wasTold: boolean): boolean {
  for (const entry of entries.values())
    if (entry.kind === "activity" && (entry.what === "invitation" || entry.what === "note"))
      if (entry.room === room && entry.seq === seq) return entry.isSeen || entry.isGone;
  return wasTold;
}

/** The newest first. */
function newIn<E extends RoomEntry | ThreadEntry>(
  { room, unread }: E,
  was: E | undefined,
  before: Held,
  now: Held,
): number[] {
  const known = roomIn(before, room);
  // A life of the room that is over says nothing about what is new in this one.
  if (!known || known.epoch !== roomIn(now, room)?.epoch || unread === null) return [];
  const numbers: number[] = [];
  for (let i = unread.length - 2; i >= 0; i -= 2)
    for (let seq = unread[i + 1] ?? 0; seq >= (unread[i] ?? 0); seq -= 1) {
      if (seq <= known.heard || isUnread(was, seq)) return numbers;
      if (numbers.length === MOST_OF_A_PLACE) return numbers;
      numbers.push(seq);
    }
  return numbers;
}

function isUnread(entry: Pick<RoomEntry, "unread"> | undefined, seq: number): boolean {
  const runs = entry?.unread ?? [];
  return runs.some((from, i) => i % 2 === 0 && seq >= from && seq <= (runs[i + 1] ?? 0));
}

function tag(room: RoomId, seq: number): string {
  return `${room}/${seq}`;
}
