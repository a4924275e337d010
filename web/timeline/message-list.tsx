import { Suspense, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { PersonId } from "#protocol/ids.ts";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { counts } from "../inbox/counts-store.ts";
import { firstUnreadIn, isHeardOnly } from "../read/first-unread.ts";
import { NewLine } from "../read/new-line.tsx";
import { useNewLine } from "../read/use-new-line.ts";
import { useRoomView } from "../room/use-room.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { indexesOf } from "./drawn-rows.ts";
import { focusRow, lastKnown, LogFrame, LogRow } from "./log-frame.tsx";
import css from "./message-list.module.css";
import type { PendingActions } from "./pending-row.tsx";
import { timelineText } from "./timeline.text.ts";
import { startsAnew, TimelineRow } from "./timeline-row.tsx";
import { useRows } from "./use-rows.ts";
import { useJumps } from "./use-jumps.ts";
import { useScroll } from "./use-scroll.ts";
import { lazyPart } from "../ui/lazy-part.ts";

const ListFloats = lazyPart(async () => {
  const { ListFloats: component } = await import("./list-floats.tsx");
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
  const told = useStore(counts, (all) => all[handle.id]?.from);
  const line = useNewLine({ handle, me: me.id }, (before, head) =>
    firstUnreadIn(handle.view.getState().room.timeline, head, before, told),
  );
  const newRow = line.seq === null ? null : line.seq - 1;
  const { scroll, drawn, wasMoved, leftAt } = useScroll({
    handle,
    rows,
    line: {
      row: newRow,
      isSure: line.isSure,
      isTold: told !== undefined,
      isOpening: line.isOpening || (told === undefined && isHeardOnly(line.before?.position)),
    },
    scroller,
    holder,
  });
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
            {index === newRow && <NewLine row={rows.at(index)} />}
            <TimelineRow
              handle={handle}
              row={index === newRow ? startsAnew(rows.at(index)) : rows.at(index)}
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
      <Suspense fallback={null}>
        <ListFloats
          {...{ handle, rows, line, scroll, scroller, jumps, canGoBack, wasMoved, leftAt }}
          me={me.id}
        />
      </Suspense>
    </div>
  );
}
