import { useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { PersonId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { indexesOf } from "../timeline/drawn-rows.ts";
import type { PendingActions } from "../timeline/pending-row.tsx";
import { nextRow } from "../timeline/row-keys.ts";
import type { Rows } from "../timeline/rows.ts";
import { TimelineRow } from "../timeline/timeline-row.tsx";
import { DownIcon } from "../ui/icons.tsx";
import css from "./thread-list.module.css";
import { rowOfReply } from "./thread-rows.ts";
import { threadsText } from "./threads.text.ts";
import { useThreadReading } from "./use-thread-reading.ts";
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
  useThreadReading(handle, root, scroller);
  const currentIndex = current === null ? null : indexOfKey(current, rows);
  const indexes = indexesOf(drawn, scroll.layout, currentIndex);
  const tabStop = currentIndex ?? lastRead(indexes, rows);

  return (
    <div className={css["place"]}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Arrow keys and focus bubble up from the rows. */}
      <div
        ref={scroller}
        className={css["scroller"]}
        role="log"
        tabIndex={-1}
        // Rows come and go by scrolling: the announcer speaks of new ones, the list itself is silent.
        aria-live="off"
        aria-label={t.messages}
        onFocus={({ target }) => {
          const index = rowIndexOf(target);
          if (index !== null) setCurrent(rows.keyAt(index));
        }}
        onKeyDown={(event) => {
          const isInRow = event.target instanceof HTMLElement && "row" in event.target.dataset;
          const to = isInRow ? nextRow(event.key, tabStop, rows) : null;
          if (to === null || rows.at(to).kind === "unloaded") return;
          event.preventDefault();
          // The row has to be there before it can take the focus.
          flushSync(() => setCurrent(rows.keyAt(to)));
          scroll.reveal(to);
          focusRow(scroller.current, to);
        }}
      >
        <div ref={holder} className={css["rows"]}>
          {indexes.map((index) => (
            <div
              key={rows.keyAt(index)}
              ref={scroll.observe}
              data-index={index}
              className={css["row"]}
            >
              {index === newRow && (
                <div className={css["new"]}>
                  <span>{t.new}</span>
                </div>
              )}
              <TimelineRow
                handle={handle}
                row={rows.at(index)}
                index={index}
                isCurrent={index === tabStop}
                members={members}
                author={me}
                actions={actions}
                invitation={null}
              />
              {index === 0 && count}
            </div>
          ))}
        </div>
      </div>
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

/** The list is one tab stop: where nobody has been in it yet, its last row. */
function lastRead(indexes: readonly number[], rows: Rows): number {
  return indexes.findLast((index) => rows.at(index).kind !== "unloaded") ?? 0;
}

function rowIndexOf(element: Element): number | null {
  const index = element.closest("[data-index]")?.getAttribute("data-index");
  return index === null || index === undefined ? null : Number(index);
}

function focusRow(scroller: HTMLElement | null, index: number): void {
  scroller
    ?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row]`)
    ?.focus({ preventScroll: true });
}
