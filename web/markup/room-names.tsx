import { useMemo, type ReactNode } from "react";
import { useStore } from "zustand";
import type { PersonId } from "#protocol/ids.ts";
import { directory } from "../directory/directory.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { NamesContext, type Names } from "./names.ts";

type RoomNamesProps = { handle: RoomHandle; me: PersonId; children: ReactNode };

/** Lets the messages inside call people by the names they have in this room, and rooms by those of the directory. */
export function RoomNames({ handle, me, children }: RoomNamesProps) {
  const members = useRoomView(handle, (view) => view.room.members);
  const rooms = useStore(directory.store, ({ data }) => data);
  const names = useMemo((): Names => {
    const roomNames = new Map(rooms?.map(({ id, name }) => [String(id), name]));
    return {
      me,
      person: (id) => members[id]?.name,
      room: (id) => roomNames.get(id),
    };
  }, [me, members, rooms]);
  return <NamesContext value={names}>{children}</NamesContext>;
}
