import { unmarked, withPosition, type Positions } from "../read/positions.ts";
import type { Held } from "./held.ts";
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
        : withPosition(next, key, { seq: entry.read, at: 0, ...here, manual: told });
  }
  return next;
}

function placesOf(wish: Wish): readonly Place[] {
  if (wish.type === "unread") return wish.marks;
  return wish.type === "opened" ? [wish] : [];
}
