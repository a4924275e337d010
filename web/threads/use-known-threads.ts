import { useContext } from "react";
import { useStore } from "zustand";
import { NamesContext } from "../markup/names.ts";
import { positions } from "../read/read-position.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { knownThreads, type KnownThread } from "./known-threads.ts";
import { threadPreferences } from "./thread-preferences.ts";
import { standingOf, type Standing } from "./thread-standing.ts";

type Threads = ReadonlyMap<number, KnownThread>;
type Told = { view: RoomView; me: string; threads: Threads };

/** The last answer for each room: many lines of one page ask the same. */
const told = new WeakMap<RoomHandle, Told>();

/** The threads of an open room by their roots, the same value until something changes them. */
export function threadsIn(handle: RoomHandle, me: string): Threads {
  const view = handle.view.getState();
  const before = told.get(handle);
  if (before && before.me === me && hasSameThreads(before.view, view)) return before.threads;
  const threads = new Map(knownThreads(view, me).map((thread) => [thread.root, thread]));
  told.set(handle, { view, me, threads });
  return threads;
}

function hasSameThreads(a: RoomView, b: RoomView): boolean {
  return (
    a.room.timeline === b.room.timeline &&
    a.room.states === b.room.states &&
    a.pending === b.pending
  );
}

export function useKnownThreads(handle: RoomHandle): Threads {
  const me = useContext(NamesContext).me ?? "";
  return useRoomView(handle, () => threadsIn(handle, me));
}

/** How the one who reads stands to a thread; null where none is known. */
export function useStanding(handle: RoomHandle, root: number): Standing | null {
  const thread = useKnownThreads(handle).get(root);
  const kept = { positions: useStore(positions), preferences: useStore(threadPreferences) };
  return thread ? standingOf(handle.id, thread, kept) : null;
}
