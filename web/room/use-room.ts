import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { RoomId } from "#protocol/ids.ts";
import { roomHandle, showRoom } from "./room-handles.ts";
import type { RoomHandle, RoomView } from "./room-view.ts";

/**
 * The room to show. Going back to a recent one is instant: it has stayed open. The screen around it is keyed by the
 * person who is signed in, because another person has other handles.
 */
export function useRoom(room: RoomId): RoomHandle {
  useEffect(() => showRoom(room), [room]);
  // Kept, because a screen may render once more between a sign-out and its own end.
  return useMemo(() => roomHandle(room), [room]);
}

/** A part of a room's view. `select` must return a part, not build one, or every frame renders anew. */
export function useRoomView<T>(handle: RoomHandle, select: (view: RoomView) => T): T {
  return useStore(handle.view, select);
}
