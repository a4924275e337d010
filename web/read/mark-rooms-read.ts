import type { ListedRoom } from "../directory/listed-room.ts";
import { inbox, roomIn } from "../inbox/held.ts";
import { news } from "./news.ts";
import { markAllRead } from "./marks.ts";

/** Everything that this browser knows of in these rooms counts as read. Gives what takes it back. */
export function markRoomsRead(rooms: readonly Pick<ListedRoom, "id" | "lastAt">[]): () => void {
  return markAllRead(
    rooms.map(({ id, lastAt }) => {
      const known = news.getState()[id];
      const heard = roomIn(inbox.getState(), id)?.heard ?? 0;
      const last = {
        seq: Math.max(heard, known?.seq ?? 0),
        at: Math.max(lastAt ?? 0, known?.at ?? 0),
      };
      return { room: id, last };
    }),
  );
}
