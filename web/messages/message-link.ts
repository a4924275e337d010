import type { RoomId } from "#protocol/ids.ts";

/** The address of a message, for anywhere. It leads there for ever. */
export function messageLink(room: RoomId, seq: number): string {
  return `${window.location.origin}/rooms/${room}/${seq}`;
}
