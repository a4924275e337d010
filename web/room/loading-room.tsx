import type { RoomId } from "#protocol/ids.ts";
import { useListedRoom } from "../directory/directory.ts";
import { TopBar } from "../shell/top-bar.tsx";
import { UnloadedRow } from "../timeline/quiet-rows.tsx";
import css from "./room-page.module.css";

/** The shape of a room that is on its way. */
export function LoadingRoom({ room }: { room: RoomId }) {
  const listed = useListedRoom(room);
  return (
    <div className={css["page"]}>
      <TopBar title={listed?.name ?? ""} note={listed?.topic} />
      <output className={css["loading"]} aria-label="Loading messages">
        {Array.from({ length: 24 }, (_, row) => (
          <UnloadedRow key={row} seed={row} />
        ))}
      </output>
    </div>
  );
}
