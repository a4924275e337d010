import type { ListedRoom } from "../directory/listed-room.ts";
import { news } from "./news.ts";
import { markAllRead } from "./marks.ts";

/** Everything that this browser knows of in these rooms counts as read. Gives what takes it back. */
export function markRoomsRead(rooms: readonly Pick<ListedRoom, "id" | "lastAt">[]): () => void {
  return markAllRead(
    rooms.map(({ id, lastAt }) => {
      const known = news.getState()[id];
      const last = { seq: known?.seq ?? 0, at: Math.max(lastAt ?? 0, known?.at ?? 0) };
      return { room: id, last };
    }),
  );
}
