import { createStore } from "zustand/vanilla";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Receipts } from "#protocol/receipts.ts";

/** How far people have read in a room, by the number of the last message of somebody else's. */
export type ReadBy = ReadonlyMap<PersonId, number>;

/** What open rooms have told. A room of which nothing may be known, or is yet, is not in it. */
export const toldReceipts = createStore<{ rooms: ReadonlyMap<RoomId, ReadBy> }>(() => ({
  rooms: new Map(),
}));

/** What is known after `receipts`; numbers only rise. */
export function withReceipts(known: ReadBy, { isAll, read, gone = [] }: Receipts): ReadBy {
  const next = new Map(isAll ? [] : known);
  for (const person of gone) next.delete(person);
  for (const [person, seq] of read) next.set(person, Math.max(seq, next.get(person) ?? 0));
  return next;
}

export function keepReceipts(room: RoomId, read: ReadBy | null): void {
  toldReceipts.setState(({ rooms }) => {
    const next = new Map(rooms);
    if (read === null) next.delete(room);
    else next.set(room, read);
    return { rooms: next };
  });
}
