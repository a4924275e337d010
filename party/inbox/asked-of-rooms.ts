import type { Fact, Letter, Said } from "#protocol/inbox/facts.ts";
import { NO_NUMBERS, setOf } from "#protocol/inbox/number-set.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Answer } from "../rooms.ts";
import { nameOfPlace, type InboxState } from "./inbox-state.ts";
import type { Found, FoundAt, Mark } from "./obey.ts";
import type { RoomsAsked } from "./ports.ts";

/**
 * All letters of a room from event `after` on, in order; what is asked for in vain ends it with the refusal. `arrived`: who has just come,
 * so that the room tells them soon from now on.
 */
export async function* lettersAfter(
  rooms: RoomsAsked,
  room: RoomId,
  after: number,
  arrived?: PersonId,
): AsyncGenerator<Answer<Letter>> {
  let next = after;
  for (;;) {
    const page = await rooms.letter(room, next, arrived);
    if (!page.ok) return yield page;
    const { letter, isAll } = page.value;
    yield { ok: true, value: letter };
    if (isAll || letter.to <= next) return;
    next = letter.to;
  }
}

/**
 * What others have said at each mark's place, from the mark on and as far as it was read. Rooms that can be reached later are waited
 * for by whoever asks again; those that are none are left out.
 */
export async function findUnread(
  rooms: RoomsAsked,
  state: InboxState,
  marks: readonly Mark[],
  me: PersonId,
): Promise<Answer<Found>> {
  const found = new Map<string, FoundAt>();
  for (const mark of marks) {
    const reads = readsAt(state, mark);
    if (!reads) continue;
    const at = await saidBetween(rooms, mark, reads, me);
    if (at.ok) found.set(nameOfPlace(mark), at.value);
    else if (at.refusal.retryable) return at;
  }
  return { ok: true, value: found };
}

/** Whether something was read or heard since that could make another answer of it. */
export function isOutdated(state: InboxState, marks: readonly Mark[], found: Found): boolean {
  return marks.some((mark) => {
    const at = found.get(nameOfPlace(mark));
    if (at === undefined) return false;
    const heard = state.rooms.get(mark.room)?.unread.heard ?? 0;
    const now = readsAt(state, mark);
    return now?.read !== at.read || now.readInRoom !== at.readInRoom || heard > at.asOf;
  });
}

/** How far a place was read, and its room: what a thread has said to the room too is read in either. */
type Reads = Pick<FoundAt, "read" | "readInRoom">;

function readsAt(state: InboxState, { room, thread }: Mark): Reads | undefined {
  const unread = state.rooms.get(room)?.unread;
  const place = thread === undefined ? unread : unread?.threads.get(thread);
  return unread && place && { read: place.read, readInRoom: unread.read };
}

async function saidBetween(
  rooms: RoomsAsked,
  { room, thread, seq }: Mark,
  reads: Reads,
  me: PersonId,
): Promise<Answer<FoundAt>> {
  const numbers = new Set<number>();
  const furthest = Math.max(reads.read, reads.readInRoom);
  if (seq > furthest) return { ok: true, value: { numbers: NO_NUMBERS, ...reads, asOf: Infinity } };
  let asOf = Infinity;
  for await (const page of lettersAfter(rooms, room, seq - 1)) {
    if (!page.ok) return page;
    const { facts, to, head } = page.value;
    for (const fact of facts) {
      if (isSaidAt(fact, thread, me) && isRead(fact, reads)) numbers.add(fact.seq);
      if (fact.type === "deleted") numbers.delete(fact.target);
    }
    asOf = Math.min(asOf, head);
    if (to >= furthest) break;
  }
  return { ok: true, value: { numbers: setOf(numbers), ...reads, asOf } };
}

function isRead({ seq, alsoInRoom }: Said, { read, readInRoom }: Reads): boolean {
  return seq <= read || (alsoInRoom === true && seq <= readInRoom);
}

function isSaidAt(fact: Fact, thread: number | undefined, me: PersonId): fact is Said {
  if (fact.type !== "said" || fact.by === me || fact.isGone) return false;
  const isInRoom = fact.thread === undefined || fact.alsoInRoom === true;
  return thread === undefined ? isInRoom : fact.thread?.seq === thread;
}
