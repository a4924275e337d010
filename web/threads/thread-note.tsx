import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { TypingLine } from "../room/typing-line.tsx";
import { useRoomView } from "../room/use-room.ts";
import css from "./thread-note.module.css";
import { threadsText } from "./threads.text.ts";

type ThreadNoteProps = { handle: RoomHandle; root: number; missing: number };

/** Above the composer, always as high: who types in the thread; or, without a line to the room, what of the thread is here. */
export function ThreadNote({ handle, root, missing }: ThreadNoteProps) {
  const t = useText(threadsText);
  const isOffline = useRoomView(handle, ({ connection }) => connection.at === "offline");
  return (
    <div className={css["note"]}>
      <TypingLine handle={handle} thread={root} />
      <output>{isOffline && (missing > 0 ? t.held(missing) : t.allHeld)}</output>
    </div>
  );
}
