import { Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { PersonId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import { useText } from "../i18n/i18n.ts";
import { offerRoomActions } from "../room/room-actions.ts";
import { useRoomView } from "../room/use-room.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { indexesOf } from "./drawn-rows.ts";
import { JumpButton } from "./jump-button.tsx";
import { focusRow, lastKnown, LogFrame, LogRow } from "./log-frame.tsx";
import css from "./message-list.module.css";
import type { PendingActions } from "./pending-row.tsx";
import { StickyDay } from "./sticky-day.tsx";
import { timelineText } from "./timeline.text.ts";
import { TimelineRow } from "./timeline-row.tsx";
import { useRows } from "./use-rows.ts";
import { useJumps } from "./use-jumps.ts";
import { useScroll } from "./use-scroll.ts";
import { useTopDay } from "./use-top-day.ts";
import { lazyPart } from "../ui/lazy-part.ts";

const JumpToDate = lazyPart(async () => {
  const { JumpToDate: component } = await import("./jump-to-date.tsx");
  return { default: component };
});

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
export function MessageList({ handle, at, me, actions, invitation }: MessageListProps) {
  // What scrolls is one living thing, which a compiler must not take for a value.
  "use no memo";
  const t = useText(timelineText);
  const name = useRoomView(handle, (view) => view.room.info?.name);
  const members = useRoomView(handle, (view) => view.room.members);
  const rows = useRows(handle, me.id);
  const [current, setCurrent] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const { scroll, drawn, wasMoved, leftAt } = useScroll({ handle, rows, scroller, holder });
  const day = useTopDay(rows, scroll);
  const [isAskingDate, setAskingDate] = useState(false);
  const focus = (index: number) => {
    // The row has to be there before it can take the focus.
    flushSync(() => setCurrent(index));
    focusRow(scroller.current, index);
  };
  const { jumps, marked, canGoBack } = useJumps({ handle, at, rows, scroll, focus });
  const indexes = indexesOf(drawn, scroll.layout, current);
  const tabStop =
    current !== null && current < rows.count
      ? current
      : (lastKnown(indexes, rows) ?? rows.count - 1);
  const jumpToPresent = () => {
    jumps.forget();
    scroll.jumpToEnd();
    scroller.current?.focus({ preventScroll: true });
  };

  useEffect(
    () => offerRoomActions({ jumpToPresent, jumpToDate: () => setAskingDate(true) }),
    // oxlint-disable-next-line react/exhaustive-deps -- Both are the list's for as long as it lives, and so is what they do.
    [jumps, scroll],
  );

  return (
    <div className={css["place"]}>
      <LogFrame
        label={name === undefined ? t.messages : t.messagesIn({ room: name })}
        {...{ css, scroller, holder, rows, scroll, tabStop }}
        onCurrent={setCurrent}
        onUnloaded={(index) => jumps.go({ seq: index + 1, isMarked: false })}
      >
        {indexes.map((index) => (
          <LogRow
            key={rows.keyAt(index)}
            {...{ index, css }}
            observe={scroll.observe}
            isMarked={index === marked}
          >
            <TimelineRow
              handle={handle}
              row={rows.at(index)}
              index={index}
              isCurrent={index === tabStop}
              members={members}
              author={me}
              actions={actions}
              invitation={invitation}
            />
          </LogRow>
        ))}
      </LogFrame>
      <StickyDay
        day={day}
        isShown={wasMoved && leftAt !== null}
        onAsk={() => setAskingDate(true)}
      />
      <JumpButton
        handle={handle}
        me={me.id}
        leftAt={leftAt}
        day={day}
        onJump={jumpToPresent}
        onBack={
          canGoBack
            ? () => {
                jumps.goBack();
                scroller.current?.focus({ preventScroll: true });
              }
            : null
        }
      />
      {isAskingDate && (
        <Suspense fallback={null}>
          <JumpToDate
            room={handle.id}
            head={newestOf(handle.view.getState())}
            day={day}
            onJump={(seq) => jumps.go({ seq, isMarked: true })}
            onClose={() => setAskingDate(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The newest event; with a time of now where it is not known. */
function newestOf({ room }: RoomView): { seq: number; at: number } {
  return { seq: room.seq, at: eventAt(room.timeline, room.seq)?.at ?? Date.now() };
}
