import { useEffect, useRef } from "react";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import type { Drawn } from "./drawn-rows.ts";
import { missingAround } from "./missing.ts";

/** A hand on the scrollbar flies over thousands of rows. */
const FLYING_ROWS = 100;

/** Asks for what is missing in and around what is drawn, before it is seen. */
export function useLoading(handle: RoomHandle, { first, last }: Drawn, isMoving: boolean): void {
  const timeline = useRoomView(handle, (view) => view.room.timeline);
  const head = useRoomView(handle, (view) => view.room.seq);
  const line = useRoomView(handle, (view) => view.connection.at);
  const before = useRef(first);

  useEffect(() => {
    const isFlying = isMoving && Math.abs(first - before.current) > FLYING_ROWS;
    before.current = first;
    // Wait until it stops.
    const span = isFlying ? null : missingAround(timeline, first + 1, last + 1, head);
    if (span) handle.load(span.from, span.to);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- A line that is back is a reason to ask again.
  }, [handle, timeline, head, first, last, isMoving, line]);
}
