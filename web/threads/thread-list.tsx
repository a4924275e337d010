import { useRef, useState, type ReactNode } from "react";
import type { PersonId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import { NewLine } from "../read/new-line.tsx";
import { useReading } from "../read/use-reading.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { indexesOf } from "../timeline/drawn-rows.ts";
import { lastKnown, LogFrame, LogRow } from "../timeline/log-frame.tsx";
import type { PendingActions } from "../timeline/pending-row.tsx";
import type { Rows } from "../timeline/rows.ts";
import { startsAnew, TimelineRow } from "../timeline/timeline-row.tsx";
import { DownIcon } from "../ui/icons.tsx";
import css from "./thread-list.module.css";
import { rowOfReply } from "./thread-rows.ts";
import { threadsText } from "./threads.text.ts";
import { useThreadScroll } from "./use-thread-scroll.ts";

type ThreadListProps = {
  handle: RoomHandle;
  root: number;
  rows: Rows;
  me: { id: PersonId; name: string };
  actions: PendingActions;
  /** The reply over which the "new" line stands. */
  firstNew: number | null;
  /** Stands between what the thread hangs on and what was said under it. */
  count: ReactNode;
};

/** What was said in a thread: the one place of the panel that scrolls. */
export function ThreadList({ handle, root, rows, me, actions, firstNew, count }: ThreadListProps) {
  // What scrolls is one living thing, which a compiler must not take for a value.
  "use no memo";
  const t = useText(threadsText);
  const members = useRoomView(handle, ({ room }) => room.members);
  const [current, setCurrent] = useState<string | number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const newRow = firstNew === null ? null : rowOfReply(rows, firstNew);
  const { scroll, drawn, isAtEnd } = useThreadScroll({ rows, firstNew: newRow, scroller, holder });
  useReading({ handle, me: me.id, thread: root }, scroller);
  const currentIndex = current === null ? null : indexOfKey(current, rows);
  const indexes = indexesOf(drawn, scroll.layout, currentIndex);
  const tabStop = currentIndex ?? lastKnown(indexes, rows) ?? 0;

  return (
    <div className={css["place"]}>
      <LogFrame
        label={t.messages}
        {...{ css, scroller, holder, rows, scroll, tabStop }}
        onCurrent={(index) => setCurrent(rows.keyAt(index))}
        // It comes by itself: a thread is loaded as a whole.
        onUnloaded={() => undefined}
      >
        {indexes.map((index) => (
          <LogRow key={rows.keyAt(index)} {...{ index, css }} observe={scroll.observe}>
            <>
              {index === newRow && <NewLine row={rows.at(index)} />}
              <TimelineRow
                handle={handle}
                row={index === newRow ? startsAnew(rows.at(index)) : rows.at(index)}
                index={index}
                isCurrent={index === tabStop}
                members={members}
                author={me}
                actions={actions}
                invitation={null}
              />
              {index === 0 && count}
            </>
          </LogRow>
        ))}
      </LogFrame>
      {!isAtEnd && (
        <button
          type="button"
          className={css["to-end"]}
          onClick={() => {
            scroll.jumpToEnd();
            scroller.current?.focus({ preventScroll: true });
          }}
        >
          <DownIcon size={16} />
          {t.toEnd}
        </button>
      )}
    </div>
  );
}

function indexOfKey(key: string | number, rows: Rows): number | null {
  for (let index = rows.count - 1; index >= 0; index -= 1)
    if (rows.keyAt(index) === key) return index;
  return null;
}
