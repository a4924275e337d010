import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";

/** A room, or the thread under one of its messages. */
export type Place = { readonly room: RoomId; readonly thread?: number | undefined };

/** Names a place in memory and in storage. What was kept before there were threads is found under the same name. */
export function keyOf({ room, thread }: Place): string {
  return thread === undefined ? room : `${room}/${thread}`;
}

/** The place that has this name, or null when it names none. */
export function placeOf(key: string): Place | null {
  const [id, seq] = key.split("/");
  const room = v.safeParse(RoomId, id);
  if (!room.success) return null;
  if (seq === undefined) return { room: room.output };
  const thread = Number(seq);
  return Number.isSafeInteger(thread) && thread > 0 ? { room: room.output, thread } : null;
}
