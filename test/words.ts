import * as v from "valibot";
import type { MessagePosted, RoomEvent } from "#protocol/events.ts";
import { CommandId, PersonId, RoomId, uuid7 } from "#protocol/ids.ts";

/** The moment at which tests that hand in the time begin, in ms since epoch. */
export const NOON = Date.UTC(2026, 10, 23, 12);

export const personId = (id: string): PersonId => v.parse(PersonId, id);
export const roomId = (id: string): RoomId => v.parse(RoomId, id);

/** The same id for the same number, for commands written at `at`. */
export function commandId(number: number, at: number = NOON): CommandId {
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, number);
  return v.parse(CommandId, uuid7(at, random));
}

export const ann = personId("ann");
export const bob = personId("bob");

/** A message of Ann's with this number in its room, unless told otherwise. */
export function posted(
  seq: number,
  other: { by?: PersonId; at?: number; body?: string } = {},
): MessagePosted {
  return {
    type: "message.posted",
    seq,
    id: commandId(seq),
    at: NOON + seq,
    by: ann,
    name: "Ann",
    body: `message ${seq}`,
    ...other,
  };
}

export function happened(
  type: "member.joined" | "member.left",
  seq: number,
  by: PersonId,
  other: { imported?: true } = {},
): RoomEvent {
  return { type, seq, id: commandId(seq), at: NOON + seq, by, name: by, ...other };
}

export function created(seq: number, name: string, by: PersonId = ann): RoomEvent {
  const room = { name, topic: "" };
  return { type: "room.created", seq, id: commandId(seq), at: NOON + seq, by, name: by, room };
}
