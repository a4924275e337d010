import type { RoomEntry, ThreadEntry } from "#protocol/inbox/entries.ts";
import { unmarked, withPosition, type Positions, type Seen } from "../read/positions.ts";
import { roomIn, type Held } from "./held.ts";
import { keyOf, type Place } from "../place.ts";
import type { Wish } from "./wishes.ts";

/** The positions with the marks that the inbox has told. */
export function withTold(now: Positions, held: Held, waiting: readonly Wish[]): Positions {
  const isWaiting = new Set(waiting.flatMap(placesOf).map(keyOf));
  let next = now;
  for (const entry of held.entries.values()) {
    if (entry.kind !== "room" && entry.kind !== "thread") continue;
    const key = keyOf({
      room: entry.room,
      thread: entry.kind === "thread" ? entry.root : undefined,
    });
    const told = entry.manual?.from;
    const here = next.read[key];
    if (isWaiting.has(key) || told === here?.manual) continue;
    next =
      told === undefined
        ? unmarked(next, key)
        : withPosition(next, key, { ...heardIn(held, entry), ...here, manual: told });
  }
  return next;
}

/** As it is where somebody has never been on this device. */
function heardIn(held: Held, { room, read }: RoomEntry | ThreadEntry): Seen {
  const epoch = roomIn(held, room)?.epoch;
  return { seq: read, at: 0, ...(epoch !== undefined && { epoch }) };
}

function placesOf(wish: Wish): readonly Place[] {
  if (wish.type === "unread") return wish.marks;
  return wish.type === "opened" ? [wish] : [];
}
