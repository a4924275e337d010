import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { useLineMoves } from "../read/use-line-moves.ts";
import { useNewLine } from "../read/use-new-line.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { firstNewIn } from "./first-new.ts";
import { keyOf } from "../place.ts";

type Thread = { replies: readonly MessagePosted[]; missing: number };

/** The reply over which the "new" line stands. It stays while one reads, and moves when the thread is opened again. */
export function useFirstNew(
  handle: RoomHandle,
  root: number,
  me: PersonId,
  { replies, missing }: Thread,
): number | null {
  const line = useNewLine({ handle, me, thread: root }, (before, head) =>
    firstNewIn(replies, head, before, missing === 0),
  );
  useLineMoves(keyOf({ room: handle.id, thread: root }), line);
  return line.seq;
}
