import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import css from "./thread-note.module.css";
import { threadsText } from "./threads.text.ts";

/** Above the composer, without a line to the room: what of the thread is here. */
export function ThreadNote({ handle, missing }: { handle: RoomHandle; missing: number }) {
  const t = useText(threadsText);
  const isOffline = useRoomView(handle, ({ connection }) => connection.at === "offline");
  return (
    <output className={css["note"]}>
      {isOffline && (missing > 0 ? t.held(missing) : t.allHeld)}
    </output>
  );
}
