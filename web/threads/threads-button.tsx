import { useId } from "react";
import { useText } from "../i18n/i18n.ts";
import { ThreadIcon } from "../messages/message-icons.tsx";
import css from "../room/room-header.module.css";
import type { RoomHandle } from "../room/room-view.ts";
import { NewsDot } from "./news-dot.tsx";
import { closeBeside, openThreadList } from "../room/open-beside.ts";
import { useBeside } from "../room/beside-address.ts";
import { threadsText } from "./threads.text.ts";

/** The way to a room's threads, and whether one that is followed has news. */
export function ThreadsButton({ handle }: { handle: RoomHandle }) {
  const t = useText(threadsText);
  const open = useBeside();
  const isOpen = open !== null && open.at !== "note";
  const news = useId();
  return (
    <button
      type="button"
      className={css["people"]}
      aria-label={t.title}
      aria-describedby={news}
      title={t.title}
      aria-expanded={isOpen}
      onClick={() => (isOpen ? closeBeside() : openThreadList(handle.id))}
    >
      <ThreadIcon />
      <NewsDot id={news} room={handle.id} />
    </button>
  );
}
