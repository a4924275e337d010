import { safeParse } from "valibot";
import { RoomId } from "#protocol/ids.ts";

/** Which room, and which of its messages is asked for; null: wherever one was. */
type RoomAddress = { room: RoomId; at: number | null };

/** Reads `/rooms/ID` and `/rooms/ID/NUMBER`. Null for whatever names no room, or no number that a message can have. */
export function readRoomAddress(id: string, number: string | undefined): RoomAddress | null {
  const room = safeParse(RoomId, id);
  if (!room.success) return null;
  if (number === undefined) return { room: room.output, at: null };
  const at = /^[1-9]\d{0,15}$/.test(number) ? Number(number) : 0;
  return Number.isSafeInteger(at) && at > 0 ? { room: room.output, at } : null;
}

export function roomPath(room: RoomId): string {
  return `/rooms/${room}`;
}

/** A message is found by this for ever: numbers are never given twice. */
export function messagePath(room: RoomId, seq: number): string {
  return `${roomPath(room)}/${seq}`;
}
