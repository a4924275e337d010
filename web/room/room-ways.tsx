import { NoteButton } from "../notes/note-button.tsx";
import { ThreadsButton } from "../threads/threads-button.tsx";
import type { RoomHandle } from "./room-view.ts";

/** What else stands beside a room: the ways there, in its header. */
export function RoomWays({ handle }: { handle: RoomHandle }) {
  return (
    <>
      <NoteButton handle={handle} />
      <ThreadsButton handle={handle} />
    </>
  );
}
