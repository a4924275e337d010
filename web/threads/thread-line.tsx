import { useContext } from "react";
import type { Thread } from "#protocol/message-state.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { exactTime } from "../timeline/times.ts";
import { Faces } from "./faces.tsx";
import { InThread } from "./in-thread.ts";
import { openThread } from "../room/open-beside.ts";
import css from "./thread-line.module.css";
import { threadsText } from "./threads.text.ts";
import { useStanding } from "./use-known-threads.ts";
import { useSince } from "./use-since.ts";

type ThreadLineProps = { handle: RoomHandle; root: number; thread: Thread; isReachable: boolean };

/** That more was said under a message, by whom, whether one has read it, and the way there. */
export function ThreadLine(props: ThreadLineProps) {
  // The thread itself begins with this message.
  return useContext(InThread) === props.root ? null : <Line {...props} />;
}

function Line({ handle, root, thread, isReachable }: ThreadLineProps) {
  const t = useText(threadsText);
  const members = useRoomView(handle, ({ room }) => room.members);
  const standing = useStanding(handle, root);
  const { count, lastAt, people } = thread;
  const isNew = standing?.hasNews === true;
  const last = t.lastReply({ ago: useSince(lastAt) });
  return (
    <button
      type="button"
      className={css["line"]}
      data-new={isNew || undefined}
      data-thread-line={root}
      tabIndex={isReachable ? 0 : -1}
      onClick={() => openThread(handle.id, root)}
    >
      <Faces people={people} members={members} />
      <span className={css["count"]}>{t.replies(count)}</span>
      {isNew && <span className={css["new"]}>{t.newReplies(standing.unread.length)}</span>}
      <time
        className={css["last"]}
        dateTime={new Date(lastAt).toISOString()}
        title={exactTime(lastAt)}
      >
        {last}
      </time>
    </button>
  );
}
