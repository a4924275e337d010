import { useMemo } from "react";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { browserClock } from "../clock.ts";
import { useRoomView } from "../room/use-room.ts";
import { rowsOf, type Rows } from "./rows.ts";

/** The list's model of a room, new whenever the story or what waits to be sent has changed. */
export function useRows(handle: RoomHandle, me: PersonId): Rows {
  const timeline = useRoomView(handle, (view) => view.room.timeline);
  const states = useRoomView(handle, (view) => view.room.states);
  const head = useRoomView(handle, (view) => view.room.seq);
  const pending = useRoomView(handle, (view) => view.pending);
  return useMemo(() => {
    // What waits to be said in a thread alone waits there.
    const inRoom = pending.filter(({ thread, alsoInRoom }) => thread === undefined || alsoInRoom);
    return rowsOf({ timeline, states, head, pending: inRoom, me, now: browserClock.now() });
  }, [timeline, states, head, pending, me]);
}
