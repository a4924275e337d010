import { useId } from "react";
import { useText } from "../i18n/i18n.ts";
import header from "../room/room-header.module.css";
import { useBeside } from "../room/beside-address.ts";
import { toggleNote } from "../room/open-beside.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { usePhone } from "../shell/widths.ts";
import { Dot } from "../ui/dot.tsx";
import { NoteIcon } from "./note-icons.tsx";
import { noteButtonText } from "./note-button.text.ts";
import { useNoteNews } from "./note-news.ts";

/** The way to a room's note, and whether there is something new in it. On a phone, where there is no room for it, it is in the menu. */
export function NoteButton({ handle }: { handle: RoomHandle }) {
  const t = useText(noteButtonText);
  const isOpen = useBeside()?.at === "note";
  const hasNews = useNoteNews(handle);
  const news = useId();
  if (usePhone()) return null;
  return (
    <button
      type="button"
      className={header["people"]}
      aria-label={t.note}
      aria-describedby={hasNews ? news : undefined}
      title={hasNews ? t.changed : t.note}
      aria-expanded={isOpen}
      onClick={() => toggleNote(handle.id)}
    >
      <NoteIcon />
      {hasNews && <Dot id={news} says={t.changed} />}
    </button>
  );
}
