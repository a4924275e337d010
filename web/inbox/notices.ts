import { useStore } from "zustand";
import type { Level, NoticesEntry } from "#protocol/inbox/entries.ts";
import type { RoomId } from "#protocol/ids.ts";
import { inbox, roomIn } from "./held.ts";
import { newWishId } from "./new-wish-id.ts";
import { wishes } from "./wishes.ts";

export type Notices = Pick<NoticesEntry, "level" | "keywords">;
/** What holds for whoever has chosen nothing, as the inbox has it. */
const NAMED_ONLY: Notices = { level: "mentions", keywords: [] };

/** What one is told of in all rooms that say nothing else; what is wished for holds already. */
export function useNotices(): Notices {
  const told = useStore(inbox, ({ entries }) => entries.get("notices"));
  const wished = useStore(wishes.store, ({ wishes: all }) =>
    all.findLast((wish) => wish.type === "notices"),
  );
  if (wished?.type === "notices") return wished;
  return told?.kind === "notices" ? told : NAMED_ONLY;
}

/** What one is told of in this room; null: what holds for all. */
export function useLevel(room: RoomId): Level | null {
  const told = useStore(inbox, (held) => roomIn(held, room)?.level ?? null);
  const wished = useStore(wishes.store, ({ wishes: all }) =>
    all.findLast((wish) => wish.type === "level" && wish.room === room),
  );
  return wished?.type === "level" ? wished.level : told;
}

export function chooseNotices(notices: Notices): void {
  wishes.add({ type: "notices", id: newWishId(), ...notices });
}

export function chooseLevel(room: RoomId, level: Level | null): void {
  wishes.add({ type: "level", id: newWishId(), room, level });
}
