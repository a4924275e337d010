import { Suspense, useEffect, useLayoutEffect, useState, type RefObject } from "react";
import { createPortal } from "react-dom";
import { useStore } from "zustand";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import type { Rows } from "../timeline/rows.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { useLoadedWhenIdle } from "../ui/when-idle.ts";
import { mannerFor, readersOf } from "./readers.ts";
import { areSame, marksOn, type ReceiptMark } from "./receipt-marks.ts";
import { ReceiptAt } from "./receipt-at.tsx";
import { useReceiptsShown } from "./receipts-choice.ts";
import { toldReceipts, type ReadBy } from "./told-receipts.ts";
import { useSliding } from "./use-sliding.ts";

const loadDialog = async () => ({ default: (await import("./readers-dialog.tsx")).ReadersDialog });
const ReadersDialog = lazyPart(loadDialog);

const NOTHING: ReadBy = new Map();
const NO_MARKS: readonly ReceiptMark[] = [];

type ReadReceiptsProps = {
  handle: RoomHandle;
  me: PersonId;
  rows: Rows;
  scroller: RefObject<HTMLElement | null>;
};

/** Who has read what, at the ends of the rows that are drawn. They stand beside what rows hold, and change no height. */
export function ReadReceipts({ handle, me, rows, scroller }: ReadReceiptsProps) {
  // It looks at the page after every change of the list.
  "use no memo";
  const members = useRoomView(handle, ({ room }) => room.members);
  const read = useStore(toldReceipts, ({ rooms }) => rooms.get(handle.id)) ?? NOTHING;
  const isShown = useReceiptsShown();
  const manner = isShown && read.size > 0 ? mannerFor(members) : null;
  const [marks, setMarks] = useState(NO_MARKS);
  const [asked, setAsked] = useState<number | null>(null);
  useLoadedWhenIdle(loadDialog);
  const reading = { read, members, me };

  // oxlint-disable-next-line react-hooks/exhaustive-deps -- Which rows are there the page alone knows, and it is asked until nothing is new.
  useLayoutEffect(() => {
    const list = scroller.current;
    const next = list && manner ? marksOn(list, rows, manner, reading) : NO_MARKS;
    if (!areSame(marks, next)) setMarks(next);
  });
  useSliding(scroller, marks);
  useEffect(() => {
    for (const { element, seq } of marks)
      element.setAttribute("aria-describedby", idOf(handle, seq));
    return () => {
      for (const { element } of marks) element.removeAttribute("aria-describedby");
    };
  }, [handle, marks]);

  const author = asked === null ? undefined : authorOf(rows, asked);
  return (
    <>
      {manner !== null &&
        marks.map((mark) =>
          createPortal(
            <ReceiptAt
              id={idOf(handle, mark.seq)}
              {...{ mark, manner, members }}
              onAsk={() => setAsked(mark.seq)}
            />,
            mark.element,
            String(mark.seq),
          ),
        )}
      <Suspense fallback={null}>
        {asked !== null && author !== undefined && (
          <ReadersDialog
            people={readersOf(asked, author, reading)}
            members={members}
            onClose={() => setAsked(null)}
          />
        )}
      </Suspense>
    </>
  );
}

function authorOf(rows: Rows, seq: number): PersonId | undefined {
  const row = rows.at(seq - 1);
  return row.kind === "message" ? row.event.by : undefined;
}

function idOf(handle: RoomHandle, seq: number): string {
  return `read-${handle.id}-${seq}`;
}
