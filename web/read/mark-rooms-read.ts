import type { ListedRoom } from "../directory/listed-room.ts";
import { inbox, roomIn } from "../inbox/held.ts";
import { news } from "./news.ts";
import { markAllRead } from "./marks.ts";

/** Everything that this browser knows of in these rooms counts as read. Gives what takes it back. */
export function markRoomsRead(rooms: readonly Pick<ListedRoom, "id" | "lastAt">[]): () => void {
  return markAllRead(
    rooms.map(({ id, lastAt }) => {
      const known = news.getState()[id];
      const told = roomIn(inbox.getState(), id);
      const epoch = told?.epoch ?? known?.epoch ?? null;
      // Seen in a life of the room that is over, or that the inbox has not heard of: its numbers are not those that are read.
      const seen = known?.epoch === epoch ? known?.seq : undefined;
      const at = Math.max(lastAt ?? 0, known?.at ?? 0);
      const seq = Math.max(told?.heard ?? 0, seen ?? 0);
      return { room: id, last: { seq, at, ...(epoch !== null && { epoch }) } };
    }),
  );
}
