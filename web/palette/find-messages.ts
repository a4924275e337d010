import { knownEvents } from "#protocol/timeline.ts";
import type { RoomId } from "#protocol/ids.ts";
import { openRooms } from "../room/room-handles.ts";

export type HeldMessage = { room: RoomId; seq: number; at: number; name: string; body: string };
type SearchHeld = (
  query: string,
  options: { limit: number; signal: AbortSignal },
) => Promise<readonly HeldMessage[]>;

/** Messages that are open in this page, newest first. What the disk holds is searched by the part that works without a network. */
export const searchOpen: SearchHeld = async (query, { limit }) => {
  const wanted = query.toLocaleLowerCase();
  const found = openRooms().flatMap(({ id, view }) =>
    knownEvents(view.getState().room.timeline).flatMap((event) =>
      event.type === "message.posted" && event.body.toLocaleLowerCase().includes(wanted)
        ? [{ room: id, seq: event.seq, at: event.at, name: event.name, body: event.body }]
        : [],
    ),
  );
  return found.toSorted((a, b) => b.at - a.at).slice(0, limit);
};
