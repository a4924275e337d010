import { createStore } from "zustand/vanilla";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { openedRooms } from "../room/opened-rooms.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { onceIdle } from "../ui/when-idle.ts";
import { readHeldThreads } from "./held-threads.ts";
import type { KnownThread } from "./known-threads.ts";
import { threadsIn } from "./use-known-threads.ts";

/** The threads of one room, as far as this browser knows them. */
export type RoomThreads = {
  room: RoomId;
  name: string;
  members: RoomState["members"];
  threads: readonly KnownThread[];
};

type AllThreads = {
  rooms: ReadonlyMap<RoomId, RoomThreads>;
  /** Whether everything that this browser holds was looked through. */
  isWhole: boolean;
};

/** Threads of all rooms that are open or were kept here. "The inbox" will know of all rooms: then it answers here. */
export const allThreads = createStore<AllThreads>(() => ({ rooms: new Map(), isWhole: false }));

let watching: { me: PersonId; watchers: number; stop: () => void } | null = null;

/** Follows the rooms of this person for as long as somebody looks. Gives what ends it. */
export function watchThreads(me: PersonId): () => void {
  if (watching?.me !== me) {
    watching?.stop();
    allThreads.setState({ rooms: new Map(), isWhole: false }, true);
    watching = { me, watchers: 0, stop: watch(me) };
  }
  const mine = watching;
  mine.watchers += 1;
  return () => {
    mine.watchers -= 1;
    if (mine.watchers > 0) return;
    mine.stop();
    if (watching === mine) watching = null;
  };
}

function watch(me: PersonId): () => void {
  let isOver = false;
  const followed = new Map<RoomHandle, () => void>();
  const look = () => {
    const { rooms } = openedRooms.getState();
    for (const [room, stop] of followed) {
      if (rooms.includes(room)) continue;
      // What was known of it last stays.
      stop();
      followed.delete(room);
    }
    for (const room of rooms) if (!followed.has(room)) followed.set(room, follow(room, me));
  };
  look();
  const stopLooking = openedRooms.subscribe(look);
  const stopIdle = onceIdle(() => {
    const isOpen = (id: RoomId) => openedRooms.getState().rooms.some((room) => room.id === id);
    void readHeldThreads(
      me,
      (held) => !isOver && !isOpen(held.room) && tell(held),
      () => !isOver,
    ).then(() => !isOver && allThreads.setState({ isWhole: true }));
  });
  return () => {
    isOver = true;
    stopIdle();
    stopLooking();
    for (const stop of followed.values()) stop();
  };
}

function follow(handle: RoomHandle, me: PersonId): () => void {
  let told: ReturnType<typeof threadsIn> | null = null;
  const look = () => {
    const { isLoaded, room } = handle.view.getState();
    const threads = threadsIn(handle, me);
    if (!isLoaded || threads === told) return;
    told = threads;
    const { info, members } = room;
    tell({ room: handle.id, name: info?.name ?? "", members, threads: [...threads.values()] });
  };
  look();
  return handle.view.subscribe(look);
}

function tell(known: RoomThreads): void {
  allThreads.setState(({ rooms }) => ({ rooms: new Map(rooms).set(known.room, known) }));
}
