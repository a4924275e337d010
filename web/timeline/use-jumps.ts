import { useEffect, useLayoutEffect, useState } from "react";
import { useStore } from "zustand";
import { edits } from "../composer/edits.ts";
import { keyOf } from "../place.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { useAskedJumps } from "./jump.ts";
import { ListJumps } from "./list-jumps.ts";
import type { ListScroll } from "./list-scroll.ts";
import type { Rows } from "./rows.ts";

type JumpPorts = {
  handle: RoomHandle;
  /** The event that the page's address names. */
  at: number | null;
  rows: Rows;
  scroll: ListScroll;
  focus: (row: number) => void;
};

/** Jumps of a list: by the page's address, by whoever asks, and by the list itself. */
export function useJumps({ handle, at, rows, scroll, focus }: JumpPorts) {
  "use no memo";
  const [jumps] = useState(() => new ListJumps(scroll, rows));
  const { marked, canGoBack } = useStore(jumps.shown);
  const isLive = useRoomView(handle, (view) => view.connection.at === "live");

  useAskedJumps(handle.id, (jump) => jumps.go(jump));
  useLayoutEffect(() => jumps.follow(at), [jumps, at]);
  // After every drawing: the row may be there now.
  useEffect(() => {
    const landed = jumps.land(rows, isLive);
    // Once React has done with this drawing, for the row is drawn by another.
    if (landed !== null) queueMicrotask(() => focus(landed));
  });
  useEffect(() => () => jumps.end(), [jumps]);
  useRevealingEdited(handle, scroll);
  return { jumps, marked, canGoBack };
}

/** Whoever begins to edit a message sees which one. */
function useRevealingEdited(handle: RoomHandle, scroll: ListScroll): void {
  const edited = useStore(edits, (all) => all[keyOf({ room: handle.id })]);
  const target = edited && "target" in edited ? edited.target : null;
  useEffect(() => {
    if (target !== null) queueMicrotask(() => scroll.reveal(target - 1));
  }, [scroll, target]);
}
