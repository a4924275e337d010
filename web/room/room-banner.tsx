import { useText } from "../i18n/i18n.ts";
import css from "./room-banner.module.css";
import type { RoomHandle } from "./room-view.ts";
import { roomText } from "./room.text.ts";
import { useRoomView } from "./use-room.ts";

/** What a writer has to know before the next message, in words that stay until it is over. */
export function RoomBanner({ handle }: { handle: RoomHandle }) {
  const t = useText(roomText);
  const isReadOnly = useRoomView(handle, ({ archive }) => archive === "read_only");
  const isUnkept = useRoomView(handle, ({ pending }) =>
    pending.some(({ unkept }) => unkept === "ever"),
  );
  return (
    <output className={css["place"]}>
      {isReadOnly && <p className={css["banner"]}>{t.readOnly}</p>}
      {isUnkept && <p className={css["banner"]}>{t.unkept}</p>}
    </output>
  );
}
