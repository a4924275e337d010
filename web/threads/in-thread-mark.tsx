import { useContext } from "react";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { InThread } from "./in-thread.ts";
import css from "./in-thread-mark.module.css";
import { openThread } from "../room/open-beside.ts";
import { threadsText } from "./threads.text.ts";

type InThreadMarkProps = { handle: RoomHandle; root: number; isReachable: boolean };

/** Over a message that was said in a thread and to the room: in the one it leads to the other, in the other it says so. */
export function InThreadMark({ handle, root, isReachable }: InThreadMarkProps) {
  const t = useText(threadsText);
  if (useContext(InThread) === root) return <p className={css["mark"]}>{t.alsoInRoom}</p>;
  return (
    <button
      type="button"
      className={css["mark"]}
      tabIndex={isReachable ? 0 : -1}
      title={t.openInThread}
      onClick={() => openThread(handle.id, root)}
    >
      {t.inThread}
    </button>
  );
}
