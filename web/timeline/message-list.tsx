import { useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { PersonId } from "#protocol/ids.ts";
import { useRoomView } from "../room/use-room.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { JumpButton } from "./jump-button.tsx";
import css from "./message-list.module.css";
import type { PendingActions } from "./pending-row.tsx";
import { nextRow } from "./row-keys.ts";
import { StickyDay } from "./sticky-day.tsx";
import { TimelineRow } from "./timeline-row.tsx";
import { useRows } from "./use-rows.ts";
import { useScroll } from "./use-scroll.ts";

type MessageListProps = {
  handle: RoomHandle;
  /** The number of the message that the address names: the list opens there, and goes there when it changes. */
  at?: number | null;
  me: { id: PersonId; name: string };
  actions: PendingActions;
  /** What the room's first row offers while nobody has written. */
  invitation: ReactNode;
};

/** The conversation: the one place that scrolls. Give it a `key` per room; it remembers where its reader was. */
export function MessageList({ handle, me, actions, invitation }: MessageListProps) {
  // The virtualizer returns live functions, which a compiler must not remember.
  "use no memo";
  const name = useRoomView(handle, (view) => view.room.info?.name);
  const members = useRoomView(handle, (view) => view.room.members);
  const rows = useRows(handle, me.id);
  const [current, setCurrent] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { virtualizer, leftAt, jumpToEnd } = useScroll({ handle, rows, scroller, keep: current });
  const tabStop = current !== null && current < rows.count ? current : rows.count - 1;

  return (
    <div className={css["place"]}>
      <StickyDay
        rows={rows}
        first={virtualizer.range?.startIndex ?? null}
        isMoving={virtualizer.isScrolling && leftAt !== null}
      />
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
          virtualizer.scrollToIndex(to);
          focusRow(scroller.current, to);
        }}
      >
        <div className={css["rows"]} style={{ blockSize: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={css["row"]}
              style={{ transform: `translateY(${start}px)` }}
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
          jumpToEnd();
          scroller.current?.focus({ preventScroll: true });
        }}
      />
    </div>
  );
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
