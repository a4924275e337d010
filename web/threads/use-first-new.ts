import { useState } from "react";
import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { placeKey } from "../read/positions.ts";
import { positions } from "../read/read-position.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { firstNewIn, type ReadBefore } from "./first-new.ts";

/** The reply over which the "new" line stands. It stays while one reads, and moves when the thread is opened again. */
export function useFirstNew(
  handle: RoomHandle,
  root: number,
  me: PersonId,
  replies: readonly MessagePosted[],
): number | null {
  const [before] = useState((): ReadBefore => {
    const { read, since } = positions.getState();
    const seen = read[placeKey(handle.id, root)]?.seq;
    return { me, seen, since, head: handle.view.getState().room.seq };
  });
  return firstNewIn(replies, before);
}
