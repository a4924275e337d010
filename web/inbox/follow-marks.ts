import type { CommandId } from "#protocol/ids.ts";
import { placeKey, unmarked, withPosition, type Positions } from "../read/positions.ts";
import { hearPositions, onMarkedHere } from "../read/read-position.ts";
import { inbox, type Held } from "./held.ts";
import { entryAt, placeOf, type Place } from "./places.ts";
import { wishes, type Wish } from "./wishes.ts";

/**
 * What is marked unread by hand goes both ways: what this tab marks is wished for, and what the inbox tells is so here, unless a wish
 * about the same place is still on its way. Gives what ends it.
 */
export function followMarks(newId: () => CommandId): () => void {
  const stopMarks = onMarkedHere((before, now) => {
    for (const key of Object.keys(now.read)) {
      const wish = wishFor(key, before, now, newId);
      if (wish) wishes.add(wish);
    }
  });
  const hear = (held: Held) => hearPositions((now) => withTold(now, held));
  const stopInbox = inbox.subscribe(hear);
  hear(inbox.getState());
  return () => {
    stopMarks();
    stopInbox();
  };
}

function wishFor(
  key: string,
  before: Positions,
  now: Positions,
  newId: () => CommandId,
): Wish | null {
  const was = before.read[key]?.manual;
  const is = now.read[key]?.manual;
  if (was === is) return null;
  const place = placeOf(key);
  if (is === undefined) return { type: "opened", id: newId(), ...place };
  // Where nobody here knows the number of what is new, the inbox knows how far it was read.
  const seq = is > 0 ? is : (entryAt(inbox.getState(), place)?.read ?? 0) + 1;
  return { type: "unread", id: newId(), marks: [{ ...place, seq }] };
}

/** The positions with the marks that the inbox has told. */
export function withTold(now: Positions, held: Held, waiting = wishes.all()): Positions {
  const isWaiting = new Set(
    waiting.flatMap(placesOf).map(({ room, thread }) => placeKey(room, thread)),
  );
  let next = now;
  for (const entry of held.entries.values()) {
    if (entry.kind !== "room" && entry.kind !== "thread") continue;
    const key = placeKey(entry.room, entry.kind === "thread" ? entry.root : undefined);
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

function placesOf(wish: Wish): Place[] {
  if (wish.type === "unread") return wish.marks.map(({ room, thread }) => at(room, thread));
  return wish.type === "opened" ? [at(wish.room, wish.thread)] : [];
}

function at(room: Place["room"], thread: number | undefined): Place {
  return thread === undefined ? { room } : { room, thread };
}
