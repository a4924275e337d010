import type { RoomId } from "#protocol/ids.ts";
import { useListedRoom } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { TopBar } from "../shell/top-bar.tsx";
import { UnloadedRow } from "../timeline/quiet-rows.tsx";
import css from "./room-page.module.css";
import { roomText } from "./room.text.ts";

/** The shape of a room that is on its way. */
export function LoadingRoom({ room }: { room: RoomId }) {
  const t = useText(roomText);
  const listed = useListedRoom(room);
  return (
    <div className={css["page"]}>
      <TopBar title={listed?.name ?? t.loading} note={listed?.topic} />
      <output className={css["loading"]} aria-label={t.loading}>
        {Array.from({ length: 24 }, (_, row) => (
          <UnloadedRow key={row} seed={row} />
        ))}
      </output>
    </div>
  );
}
