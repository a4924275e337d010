import type { PersonId } from "#protocol/ids.ts";
import { RECEIPTS_UP_TO } from "#protocol/limits.ts";
import type { RoomState } from "#protocol/room-state.ts";
import type { Rows } from "../timeline/rows.ts";
import type { ReadBy } from "./told-receipts.ts";

/** In a room of more people than this, pictures would say less than a number. */
const FACES_UP_TO = 12;
/** What is no message, or a person's own, is looked past to find where they stand; behind more of it they are not shown. */
const LOOKS_PAST = 100;

/** How a room of so many shows who has read what; null: not at all. */
export type Manner = "word" | "faces" | "count";

export function mannerFor(members: RoomState["members"]): Manner | null {
  const count = Object.keys(members).length;
  if (count < 2 || count > RECEIPTS_UP_TO) return null;
  if (count === 2) return "word";
  return count <= FACES_UP_TO ? "faces" : "count";
}

/** What can be shown to `me` in a room. */
export type Reading = { read: ReadBy; members: RoomState["members"]; me: PersonId };

/** Everyone else who has read message `seq` of `author`. Whoever is no member any more is not shown, whatever was told. */
export function readersOf(seq: number, author: PersonId, { read, members, me }: Reading) {
  return [...read].flatMap(([person, upTo]) =>
    upTo >= seq && person !== author && person !== me && members[person] ? [person] : [],
  );
}

/** By message, those whose furthest it is. Nobody stands at a message of their own: that they have read it says nothing. */
export function standing(rows: Rows, { read, members, me }: Reading): Map<number, PersonId[]> {
  const at = new Map<number, PersonId[]>();
  for (const [person, upTo] of read) {
    const seq = upTo > 0 && person !== me && members[person] ? standsAt(rows, person, upTo) : null;
    if (seq !== null) at.set(seq, [...(at.get(seq) ?? []), person]);
  }
  return at;
}

function standsAt(rows: Rows, person: PersonId, upTo: number): number | null {
  // With it they have read what they said themselves after it.
  let last = upTo - 1;
  for (let index = upTo; index < Math.min(rows.count, upTo + LOOKS_PAST); index += 1) {
    const row = rows.at(index);
    if (row.kind === "message" && row.event.by !== person) break;
    if (row.kind === "pending" || row.kind === "unloaded") break;
    if (row.kind === "message") last = index;
  }
  // What they have read may be folded away by now.
  for (let index = last; index > Math.max(-1, last - LOOKS_PAST); index -= 1) {
    const row = rows.at(index);
    if (row.kind === "unloaded") return null;
    if (row.kind === "message") return row.event.by === person ? null : row.event.seq;
  }
  return null;
}
