import { useStore } from "zustand";
import type { Level, NoticesEntry } from "#protocol/inbox/entries.ts";
import { callsIn } from "#protocol/inbox/level-in.ts";
import type { RoomId } from "#protocol/ids.ts";
import { inbox, roomIn, type Held } from "./held.ts";
import { newWishId } from "./new-wish-id.ts";
import { wishes } from "./wishes.ts";

export type Notices = Pick<NoticesEntry, "level" | "keywords">;
/** What holds for whoever has chosen nothing, as the inbox has it. */
const NAMED_ONLY: Notices = { level: "mentions", keywords: [] };

type Wished = ReturnType<typeof wishes.store.getState>;

/** What one is told of in all rooms that say nothing else; what is wished for holds already. */
export function useNotices(): Notices {
  const told = useStore(inbox, ({ entries }) => entries.get("notices"));
  const wished = useStore(wishes.store, wishedNotices);
  return wished ?? (told?.kind === "notices" ? told : NAMED_ONLY);
}

/** What one is told of in this room; null: what holds for all. */
export function useLevel(room: RoomId): Level | null {
  const told = useStore(inbox, (held) => roomIn(held, room)?.level ?? null);
  const wished = useStore(wishes.store, (all) => wishedLevel(all, room));
  return wished ? wished.level : told;
}

/** What one is told of in this room by all that was chosen, here and for all rooms. */
export function wantsIn(room: RoomId): Notices {
  const held = inbox.getState();
  const waiting = wishes.store.getState();
  const told = held.entries.get("notices");
  const all = wishedNotices(waiting) ?? (told?.kind === "notices" ? told : NAMED_ONLY);
  const wished = wishedLevel(waiting, room);
  const own = wished ? wished.level : (roomIn(held, room)?.level ?? null);
  return own === null ? all : { ...all, level: own };
}

function wishedNotices({ wishes: all }: Wished): Notices | undefined {
  const wished = all.findLast((wish) => wish.type === "notices");
  return wished?.type === "notices" ? wished : undefined;
}

function wishedLevel({ wishes: all }: Wished, room: RoomId): { level: Level | null } | undefined {
  const wished = all.findLast((wish) => wish.type === "level" && wish.room === room);
  return wished?.type === "level" ? wished : undefined;
}

/** Whether one is told of calls, in this room (null: as in all rooms) or in all; what is wished for holds already. */
export function useCalls(room?: RoomId): boolean | null {
  const told = useStore(inbox, (held) => toldCalls(held, room));
  const wished = useStore(wishes.store, (waiting) => wishedCalls(waiting, room));
  return wished ? wished.on : told;
}

/** Whether one is told of calls in this room, by all that was chosen. */
export function isToldOfCalls(room: RoomId, isMuted: boolean): boolean {
  const [own, usual] = [room, undefined].map((where) => {
    const wished = wishedCalls(wishes.store.getState(), where);
    return wished ? wished.on : toldCalls(inbox.getState(), where);
  });
  return callsIn(own ?? null, usual ?? true, isMuted);
}

function toldCalls(held: Held, room: RoomId | undefined): boolean | null {
  if (room !== undefined) return roomIn(held, room)?.calls ?? null;
  const notices = held.entries.get("notices");
  return (notices?.kind === "notices" ? notices.calls : undefined) ?? null;
}

function wishedCalls({ wishes: all }: Wished, room: RoomId | undefined) {
  const wished = all.findLast((wish) => wish.type === "calls" && wish.room === room);
  return wished?.type === "calls" ? wished : undefined;
}

/** `on` null: as in all rooms, and there yes. */
export function chooseCalls(on: boolean | null, room?: RoomId): void {
  wishes.add({ type: "calls", id: newWishId(), on, ...(room !== undefined && { room }) });
}

export function chooseNotices(notices: Notices): void {
  wishes.add({ type: "notices", id: newWishId(), ...notices });
}

export function chooseLevel(room: RoomId, level: Level | null): void {
  wishes.add({ type: "level", id: newWishId(), room, level });
}
