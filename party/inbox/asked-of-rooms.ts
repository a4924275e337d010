import type { Fact, Letter } from "#protocol/inbox/facts.ts";
import { setOf } from "#protocol/inbox/number-set.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Answer } from "../rooms.ts";
import type { InboxState } from "./inbox-state.ts";
import { nameOfPlace, type Found, type Mark } from "./obey.ts";
import type { RoomsAsked } from "./ports.ts";

/** All letters of a room from event `after` on, in order; what is asked for in vain ends it with the refusal. */
export async function* lettersAfter(
  rooms: RoomsAsked,
  room: RoomId,
  after: number,
): AsyncGenerator<Answer<Letter>> {
  let next = after;
  for (;;) {
    const page = await rooms.letter(room, next);
    if (!page.ok) return yield page;
    const { letter, isAll } = page.value;
    yield { ok: true, value: letter };
    if (isAll || letter.to <= next) return;
    next = letter.to;
  }
}

/** What others have said at each mark's place, from the mark on and as far as it was read. Rooms that do not answer are left out. */
export async function findUnread(
  rooms: RoomsAsked,
  state: InboxState,
  marks: readonly Mark[],
  me: PersonId,
): Promise<Found> {
  const found = new Map<string, ReturnType<typeof setOf>>();
  for (const mark of marks) {
    const room = state.rooms.get(mark.room)?.unread;
    const place = mark.thread === undefined ? room : room?.threads.get(mark.thread);
    if (!place) continue;
    const numbers = await saidBetween(rooms, mark, place.read, me);
    if (numbers) found.set(nameOfPlace(mark), setOf(numbers));
  }
  return found;
}

async function saidBetween(
  rooms: RoomsAsked,
  { room, thread, seq }: Mark,
  read: number,
  me: PersonId,
): Promise<Set<number> | null> {
  const numbers = new Set<number>();
  if (seq > read) return numbers;
  for await (const letter of lettersAfter(rooms, room, seq - 1)) {
    if (!letter.ok) return null;
    for (const fact of letter.value.facts) {
      if (isSaidAt(fact, thread, me) && fact.seq <= read) numbers.add(fact.seq);
      if (fact.type === "deleted") numbers.delete(fact.target);
    }
    if (letter.value.to >= read) return numbers;
  }
  return numbers;
}

function isSaidAt(fact: Fact, thread: number | undefined, me: PersonId): boolean {
  if (fact.type !== "said" || fact.by === me || fact.isGone) return false;
  const isInRoom = fact.thread === undefined || fact.alsoInRoom === true;
  return thread === undefined ? isInRoom : fact.thread?.seq === thread;
}
