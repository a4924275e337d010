import { useEffect } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { ActivityEntry } from "#protocol/inbox/entries.ts";
import type { RoomId } from "#protocol/ids.ts";
import { refreshDirectory, useListedRoom } from "../directory/directory.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { inbox, type Held } from "../inbox/held.ts";

/** An invitation that stands, as far as it is known here. */
export type KnownInvitation = {
  /** What the inbox has told of it; the directory may be first. */
  entry: ActivityEntry | undefined;
  listed: ListedRoom | undefined;
  /** By whom, where that is known. */
  name: string | undefined;
};

/** Whether one is asked into this room: by what the inbox tells, or by the directory. Null: not that it is known. */
export function useInvitation(room: RoomId): KnownInvitation | null {
  const entry = useStore(
    inbox,
    useShallow((held) => invitationIn(held, room)),
  );
  const listed = useListedRoom(room);
  const isNew = entry !== undefined && listed?.joined !== true && !listed?.invitation;
  useEffect(() => {
    // What the room is called, and who asks, is told by the directory, which may have been asked before it was so.
    if (isNew) void refreshDirectory();
  }, [isNew]);
  const asked = listed?.invitation;
  if (!entry && !asked) return null;
  return { entry, listed, name: asked?.name };
}

function invitationIn({ entries }: Held, room: RoomId): ActivityEntry | undefined {
  for (const entry of entries.values()) {
    const isIt = entry.kind === "activity" && entry.what === "invitation" && entry.room === room;
    if (isIt && !entry.isGone) return entry;
  }
  return undefined;
}
