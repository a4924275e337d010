import type { Thread } from "#protocol/message-state.ts";
import { useText } from "../i18n/i18n.ts";
import { messageText } from "../messages/message.text.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { clockTime, exactTime } from "../timeline/times.ts";
import { Avatar } from "../ui/avatar.tsx";
import { openThread } from "./open-thread.ts";
import css from "./thread-line.module.css";

type ThreadLineProps = { handle: RoomHandle; root: number; thread: Thread; isReachable: boolean };

/** That more was said under a message, by whom, and the way there. */
export function ThreadLine({ handle, root, thread, isReachable }: ThreadLineProps) {
  const t = useText(messageText);
  const members = useRoomView(handle, ({ room }) => room.members);
  const { count, lastAt, people } = thread;
  return (
    <button
      type="button"
      className={css["line"]}
      tabIndex={isReachable ? 0 : -1}
      onClick={() => openThread(handle.id, root)}
    >
      <span className={css["faces"]} aria-hidden="true">
        {people.slice(0, 3).map((id) => (
          <Avatar key={id} id={id} name={members[id]?.name ?? ""} size="small" />
        ))}
      </span>
      <span className={css["count"]}>{t.replies(count)}</span>
      <time
        className={css["last"]}
        dateTime={new Date(lastAt).toISOString()}
        title={exactTime(lastAt)}
      >
        {t.lastReply({ time: clockTime(lastAt) })}
      </time>
    </button>
  );
}
