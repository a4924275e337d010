import type { MessagePosted, RoomEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { eventAt, type Timeline } from "#protocol/timeline.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { BackIcon, DownIcon } from "../ui/icons.tsx";
import css from "./message-list.module.css";
import { isInThread } from "./rows.ts";
import { timelineText } from "./timeline.text.ts";
import { dayName } from "./times.ts";
import { useToday } from "./use-today.ts";

type JumpButtonProps = {
  handle: RoomHandle;
  me: PersonId;
  /** The newest event when the reader left the end; null while they are there. */
  leftAt: number | null;
  /** The day that is being read. */
  day: number | null;
  onJump: () => void;
  /** Where the reader was before they jumped here, if they did. */
  onBack: (() => void) | null;
};

/** The way back to the newest message, and to where one was before a jump; says what waits, or how long ago this was. */
export function JumpButton({ handle, me, leftAt, day, onJump, onBack }: JumpButtonProps) {
  const t = useText(timelineText);
  const today = useToday();
  const waiting = useRoomView(handle, ({ room }) =>
    leftAt === null ? 0 : messagesAfter(room.timeline, leftAt, room.seq, me),
  );
  if (leftAt === null) return null;
  const isLongAgo = day !== null && day < today;
  return (
    <div className={css["jump"]}>
      {onBack && (
        <button type="button" className={css["way"]} onClick={onBack}>
          <BackIcon size={16} />
          {t.back}
        </button>
      )}
      <button
        type="button"
        className={css["way"]}
        data-news={waiting > 0 || undefined}
        onClick={onJump}
      >
        <DownIcon size={16} />
        {waiting > 0 ? t.newMessages(waiting) : t.toPresent}
        {isLongAgo && waiting === 0 && <span className={css["ago"]}>{dayName(day, today)}</span>}
      </button>
    </div>
  );
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
    if (event && isNews(event, me)) count += 1;
  }
  return count;
}

/** A message of somebody else, which one can read in the room. */
export function isNews(event: RoomEvent, me: PersonId): event is MessagePosted {
  return event.type === "message.posted" && event.by !== me && !event.deleted && !isInThread(event);
}
