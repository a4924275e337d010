import { useEffect } from "react";
import { useStore } from "zustand";
import type { RoomId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { sessionStore } from "../session/session.ts";
import { onBrowserWake } from "../wake.ts";
import { Directory, type KnownRooms } from "./directory-store.ts";
import { roomMemoryIn } from "./room-memory.ts";
import type { ListedRoom } from "./listed-room.ts";
import { listRooms } from "./rooms-by-http.ts";

/** This browser's list of rooms. Beside TanStack Query, because it is needed before anything else and without a network. */
export const directory = new Directory({
  clock: browserClock,
  memory: roomMemoryIn(() => localStorage),
  listRooms,
  isSeen: () => document.visibilityState === "visible",
  onWake: onBrowserWake,
});

type Rooms = KnownRooms & { readonly refetch: () => Promise<void> };

/** Every room of the community, by name. Asked again when it is looked at, and after joining, leaving and creating. */
export function useDirectory(): Rooms {
  useEffect(() => directory.look(), []);
  return useKnownRooms();
}

/** The same, asked again all the while. For the one list that is always there: every such reader asks for itself. */
export function useFreshDirectory(): Rooms {
  useEffect(() => directory.stayFresh(), []);
  return useKnownRooms();
}

/** One room as the directory knows it; undefined while that is unknown. */
export function useListedRoom(room: RoomId): ListedRoom | undefined {
  return useStore(directory.store, ({ data }) => data?.find(({ id }) => id === room));
}

/** The list is known to be old by one's own deed: it is asked for anew, and this much is known at once. */
export async function refreshJoined(room: RoomId): Promise<void> {
  directory.noteJoined(room);
  await directory.refresh();
}

export async function refreshDirectory(): Promise<void> {
  await directory.refresh();
}

function useKnownRooms(): Rooms {
  return { ...useStore(directory.store), refetch: refreshDirectory };
}

function followSession() {
  const follow = () => {
    const who = sessionStore.getState();
    // Who it is may still be found out, and then what is kept is theirs.
    if (who.at === "unknown") return;
    directory.belongTo(who.at === "signed_in" ? who.person.id : null);
  };
  sessionStore.subscribe(follow);
  follow();
}

followSession();
