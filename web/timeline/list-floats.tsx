import { Suspense, useEffect, useState, type RefObject } from "react";
import type { PersonId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import { RoomNews } from "../read/room-news.tsx";
import type { NewLine } from "../read/use-new-line.ts";
import { offerRoomActions } from "../room/room-actions.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { JumpButton } from "./jump-button.tsx";
import type { ListJumps } from "./list-jumps.ts";
import type { ListScroll } from "./list-scroll.ts";
import type { Rows } from "./rows.ts";
import { StickyDay } from "./sticky-day.tsx";
import { useTopDay } from "./use-top-day.ts";

const JumpToDate = lazyPart(async () => {
  const { JumpToDate: component } = await import("./jump-to-date.tsx");
  return { default: component };
});

const ReadReceipts = lazyPart(async () => {
  const { ReadReceipts: component } = await import("../receipts/read-receipts.tsx");
  return { default: component };
});

type ListFloatsProps = {
  handle: RoomHandle;
  me: PersonId;
  rows: Rows;
  line: NewLine;
  scroll: ListScroll;
  scroller: RefObject<HTMLElement | null>;
  jumps: ListJumps;
  canGoBack: boolean;
  wasMoved: boolean;
  leftAt: number | null;
};

/** What floats over the messages and leads to others: what is new, the day, the way to the end and back. The list stands without it. */
export function ListFloats(props: ListFloatsProps) {
  "use no memo";
  const { handle, me, rows, line, scroll, scroller, jumps, canGoBack, wasMoved, leftAt } = props;
  const day = useTopDay(rows, scroll);
  const [isAskingDate, setAskingDate] = useState(false);
  const focusList = () => scroller.current?.focus({ preventScroll: true });
  const jumpToPresent = () => {
    jumps.forget();
    scroll.jumpToEnd();
    focusList();
  };
  const goBack = () => {
    jumps.goBack();
    focusList();
  };

  useEffect(
    () => offerRoomActions({ jumpToPresent, jumpToDate: () => setAskingDate(true) }),
    // oxlint-disable-next-line react/exhaustive-deps -- Both are the list's for as long as it lives, and so is what they do.
    [jumps, scroll],
  );

  return (
    <>
      <RoomNews
        {...{ handle, me, line, scroll, scroller }}
        onJump={(seq) => jumps.go({ seq, isMarked: false })}
      />
      <Suspense fallback={null}>
        <ReadReceipts {...{ handle, me, rows, scroller }} />
      </Suspense>
      <StickyDay
        day={day}
        isShown={wasMoved && leftAt !== null}
        onAsk={() => setAskingDate(true)}
      />
      <JumpButton
        {...{ handle, me, leftAt, day }}
        onJump={jumpToPresent}
        onBack={canGoBack ? goBack : null}
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
    </>
  );
}

/** The newest event; with a time of now where it is not known. */
function newestOf({ room }: RoomView): { seq: number; at: number } {
  return { seq: room.seq, at: eventAt(room.timeline, room.seq)?.at ?? Date.now() };
}
