import css from "./room-banner.module.css";
import type { RoomHandle } from "./room-view.ts";
import { useRoomView } from "./use-room.ts";

/** What a writer has to know before the next message, in words that stay until it is over. */
export function RoomBanner({ handle }: { handle: RoomHandle }) {
  const isReadOnly = useRoomView(handle, ({ archive }) => archive === "read_only");
  const isUnkept = useRoomView(handle, ({ pending }) =>
    pending.some(({ unkept }) => unkept === "ever"),
  );
  return (
    <output className={css["place"]}>
      {isReadOnly && (
        <p className={css["banner"]}>
          For now this room can only be read, because its archive is too far behind. What you write
          waits here and goes out by itself.
        </p>
      )}
      {isUnkept && (
        <p className={css["banner"]}>
          This browser cannot keep unsent messages. Leave this page open until they are sent.
        </p>
      )}
    </output>
  );
}
