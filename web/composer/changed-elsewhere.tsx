import type { PersonId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import css from "./aids.module.css";
import { aidsText } from "./aids.text.ts";
import { messageOf, textOf } from "./edited-elsewhere.ts";
import type { Edit } from "./edits.ts";

type ChangedElsewhereProps = { handle: RoomHandle; edit: Edit; me: PersonId };

/** Two texts for one message: whoever writes the second one sees the first before it goes. */
export function ChangedElsewhere({ handle, edit, me }: ChangedElsewhereProps) {
  const t = useText(aidsText);
  // What is known of messages is one value: nothing else can make this text another one.
  useRoomView(handle, ({ room }) => room.states);
  const now = messageOf(edit, handle, me);
  const text = now && now.deleted === null ? textOf(now, handle) : edit.was;
  const isOther = now !== null && now.edits.length > 0 && text !== edit.was && text !== edit.text;
  return (
    <div className={css["told"]} role="status">
      {isOther && <p className={css["note"]}>{t.changedElsewhere({ text: `“${text}”` })}</p>}
    </div>
  );
}
