import { useText } from "../i18n/i18n.ts";
import header from "../room/room-header.module.css";
import { useBeside } from "../room/beside-address.ts";
import { toggleNote } from "../room/open-beside.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { usePhone } from "../shell/widths.ts";
import { NoteIcon } from "./note-icons.tsx";
import { noteButtonText } from "./note-button.text.ts";

/** The way to a room's note. On a phone, where there is no room for it, it is in the menu. */
export function NoteButton({ handle }: { handle: RoomHandle }) {
  const t = useText(noteButtonText);
  const isOpen = useBeside()?.at === "note";
  if (usePhone()) return null;
  return (
    <button
      type="button"
      className={header["people"]}
      aria-label={t.note}
      title={t.note}
      aria-expanded={isOpen}
      onClick={() => toggleNote(handle.id)}
    >
      <NoteIcon />
    </button>
  );
}
