import type { PersonId } from "#protocol/ids.ts";
import { eventAt, type Timeline } from "#protocol/timeline.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { DownIcon } from "../ui/icons.tsx";
import css from "./message-list.module.css";

type JumpButtonProps = {
  handle: RoomHandle;
  me: PersonId;
  /** The newest event when the reader left the end; null while they are there. */
  leftAt: number | null;
  onJump: () => void;
};

/** The way back to the newest message; says what waits there. */
export function JumpButton({ handle, me, leftAt, onJump }: JumpButtonProps) {
  const waiting = useRoomView(handle, ({ room }) =>
    leftAt === null ? 0 : messagesAfter(room.timeline, leftAt, room.seq, me),
  );
  if (leftAt === null) return null;
  return (
    <button
      type="button"
      className={css["jump"]}
      data-news={waiting > 0 || undefined}
      onClick={onJump}
    >
      <DownIcon size={16} />
      {waiting > 0 ? countedNew(waiting) : "Jump to present"}
    </button>
  );
}

/** "3 new messages". */
export function countedNew(count: number): string {
  return count === 1 ? "1 new message" : `${count} new messages`;
}

/** How many messages of others came after event `after`, as far as they are loaded. */
export function messagesAfter(
  timeline: Timeline,
  after: number,
  head: number,
  me: PersonId,
): number {
  let count = 0;
  for (let seq = after + 1; seq <= head; seq += 1) {
    const event = eventAt(timeline, seq);
    if (event?.type === "message.posted" && event.by !== me) count += 1;
  }
  return count;
}
