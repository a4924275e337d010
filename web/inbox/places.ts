import type { RoomId } from "#protocol/ids.ts";
import type { Held } from "./held.ts";
import { roomIn, threadIn } from "./held.ts";

/** A room, or the thread under one of its messages, as `placeKey` names it (read/positions.ts). */
export type Place = { room: RoomId; thread?: number };

export function placeOf(key: string): Place {
  const [room = "", thread] = key.split("/");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- It was a room's id when the key was made of it.
  const id = room as RoomId;
  return thread === undefined ? { room: id } : { room: id, thread: Number(thread) };
}

/** What the inbox has told of a place. */
export function entryAt(held: Held, { room, thread }: Place) {
  return thread === undefined ? roomIn(held, room) : threadIn(held, room, thread);
}
