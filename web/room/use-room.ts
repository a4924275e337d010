import { useEffect } from "react";
import { useStore } from "zustand";
import type { RoomId } from "#protocol/ids.ts";
import { roomHandle, showRoom } from "./room-handles.ts";
import type { RoomHandle, RoomView } from "./room-view.ts";

/** The room to show. Going back to a recent one is instant: it has stayed open. */
export function useRoom(room: RoomId): RoomHandle {
  useEffect(() => showRoom(room), [room]);
  return roomHandle(room);
}

/** A part of a room's view. `select` must return a part, not build one, or every frame renders anew. */
export function useRoomView<T>(handle: RoomHandle, select: (view: RoomView) => T): T {
  return useStore(handle.view, select);
}
