import { Link } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { usePlainText } from "../markup/plain-text.ts";
import { tombstoneText } from "../messages/tombstone.text.ts";
import { nameOf } from "../timeline/called.ts";
import { exactTime } from "../timeline/times.ts";
import { Faces } from "./faces.tsx";
import { threadPath } from "../room/open-beside.ts";
import css from "./thread-summary.module.css";
import { threadsText } from "./threads.text.ts";
import type { ListedThread } from "./use-all-threads.ts";
import { useSince } from "./use-since.ts";

type ThreadSummaryProps = ListedThread & {
  /** Whether it has to be said which room it is in. */
  isRoomTold?: boolean;
  onOpen?: () => void;
};

/** A thread in a list: what it hangs on, who spoke, how much, when last. */
export function ThreadSummary(props: ThreadSummaryProps) {
  const { in: where, thread, standing, isRoomTold = false, onOpen } = props;
  const t = useText(threadsText);
  const stone = useText(tombstoneText);
  const { root, rootEvent, body, count, lastAt, people } = thread;
  const words = usePlainText(body ?? "", rootEvent?.action);
  const since = useSince(lastAt);
  const isNew = standing.hasNews;
  const says = rootEvent ? (rootEvent.deleted ? stone.deleted : words) : t.notLoaded;
  return (
    <li
      className={css["row"]}
      data-new={isNew || undefined}
      data-muted={standing.isMuted || undefined}
    >
      <Link
        href={threadPath(where.room, root)}
        className={css["link"]}
        onClick={(event) => {
          const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey;
          if (!onOpen || !isPlain) return;
          event.preventDefault();
          onOpen();
        }}
      >
        <span className={css["head"]}>
          {rootEvent && <bdi className={css["name"]}>{nameOf(rootEvent, where.members)}</bdi>}
          {isRoomTold && <bdi className={css["room"]}>{t.inRoom({ room: where.name })}</bdi>}
          {standing.isMuted && <span className={css["quiet"]}>{t.muted}</span>}
        </span>
        <bdi
          className={css["words"]}
          data-quiet={!rootEvent || rootEvent.deleted ? true : undefined}
        >
          {says}
        </bdi>
        <span className={css["foot"]}>
          <Faces people={people} members={where.members} />
          <span>{t.replies(count)}</span>
          {isNew && <span className={css["new"]}>{t.newReplies(standing.unread.length)}</span>}
          <time
            className={css["last"]}
            dateTime={new Date(lastAt).toISOString()}
            title={exactTime(lastAt)}
          >
            {since}
          </time>
        </span>
      </Link>
    </li>
  );
}
