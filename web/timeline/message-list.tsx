import { useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { PersonId } from "#protocol/ids.ts";
import { useRoomView } from "../room/use-room.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { indexesOf } from "./drawn-rows.ts";
import { JumpButton } from "./jump-button.tsx";
import css from "./message-list.module.css";
import type { PendingActions } from "./pending-row.tsx";
import { nextRow } from "./row-keys.ts";
import type { Rows } from "./rows.ts";
import { StickyDay } from "./sticky-day.tsx";
import { TimelineRow } from "./timeline-row.tsx";
import { useRows } from "./use-rows.ts";
import { useScroll } from "./use-scroll.ts";

type MessageListProps = {
  handle: RoomHandle;
  /** The event that was asked for by its address, if one was. */
  at: number | null;
  me: { id: PersonId; name: string };
  actions: PendingActions;
  /** What the room's first row offers while nobody has written. */
  invitation: ReactNode;
};

/** The conversation: the one place that scrolls. Give it a `key` per room; it remembers where its reader was. */
export function MessageList({ handle, me, actions, invitation }: MessageListProps) {
  // What scrolls is one living thing, which a compiler must not take for a value.
  "use no memo";
  const name = useRoomView(handle, (view) => view.room.info?.name);
  const members = useRoomView(handle, (view) => view.room.members);
  const rows = useRows(handle, me.id);
  const [current, setCurrent] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const { scroll, drawn, isMoving, leftAt } = useScroll({ handle, rows, scroller, holder });
  const indexes = indexesOf(drawn, scroll.layout, current);
  const tabStop = current !== null && current < rows.count ? current : lastKnown(indexes, rows);

  return (
    <div className={css["place"]}>
      <StickyDay rows={rows} scroll={scroll} isMoving={isMoving && leftAt !== null} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Arrow keys and focus bubble up from the rows. */}
      <div
        ref={scroller}
        className={css["scroller"]}
        role="log"
        // For whoever jumps to its end: the button that took them there goes.
        tabIndex={-1}
        // Rows come and go by scrolling: the announcer speaks of new ones, the list itself is silent.
        aria-live="off"
        aria-label={name === undefined ? "Messages" : `Messages in ${name}`}
        onFocus={(event) => setCurrent(rowIndexOf(event.target) ?? current)}
        onKeyDown={(event) => {
          const isInRow = event.target instanceof HTMLElement && "row" in event.target.dataset;
          const to = isInRow ? nextRow(event.key, tabStop, rows) : null;
          if (to === null) return;
          event.preventDefault();
          // The row has to be there before it can take the focus.
          flushSync(() => setCurrent(to));
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
              <TimelineRow
                row={rows.at(index)}
                index={index}
                isCurrent={index === tabStop}
                members={members}
                author={me}
                actions={actions}
                invitation={invitation}
              />
            </div>
          ))}
        </div>
      </div>
      <JumpButton
        handle={handle}
        me={me.id}
        leftAt={leftAt}
        onJump={() => {
          scroll.jumpToEnd();
          scroller.current?.focus({ preventScroll: true });
        }}
      />
    </div>
  );
}

/** The list is one tab stop: where nobody has been in it yet, the last row that there is to read. */
function lastKnown(indexes: readonly number[], rows: Rows): number {
  return indexes.findLast((index) => rows.at(index).kind !== "unloaded") ?? rows.count - 1;
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
