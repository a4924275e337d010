import type { ListedRoom } from "../directory/listed-room.ts";
import { news } from "../read/news.ts";
import { markRead } from "../read/read-position.ts";

/** Everything that this browser knows of in the room counts as seen. */
export function markRoomRead({ id, lastAt }: Pick<ListedRoom, "id" | "lastAt">): void {
  const known = news.getState()[id];
  markRead(id, { seq: known?.seq ?? 0, at: Math.max(lastAt ?? 0, known?.at ?? 0) });
}
