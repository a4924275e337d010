import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from "react";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { isEndInSight } from "./anchor.ts";
import type { Drawn } from "./drawn-rows.ts";
import type { ListScroll } from "./list-scroll.ts";
import { rememberPlace } from "./place-memory.ts";
import type { Rows } from "./rows.ts";
import { useLoading } from "./use-loading.ts";
import { openScroll, useOpening, type Line } from "./use-opening.ts";

type ScrollPorts = {
  handle: RoomHandle;
  rows: Rows;
  line: Line;
  scroller: RefObject<HTMLDivElement | null>;
  /** What holds the rows. */
  holder: RefObject<HTMLDivElement | null>;
};

type Scroll = {
  scroll: ListScroll;
  drawn: Drawn;
  /** Whether it moves, or did a moment ago. */
  wasMoved: boolean;
  /** The newest event when the reader left the end; null while they are there. */
  leftAt: number | null;
};

/** Everything about where the reader is: opens at the end, at what is new or where they were, follows the end, keeps the place. */
export function useScroll({ handle, rows, line, scroller, holder }: ScrollPorts): Scroll {
  "use no memo";
  const [scroll] = useState(() => openScroll(handle, rows, line.row));
  scroll.show(rows);
  const drawn = useSyncExternalStore(scroll.subscribe, () => scroll.drawn);
  const isMoving = useSyncExternalStore(scroll.subscribe, () => scroll.isMoving);
  const wasMoved = useSyncExternalStore(scroll.subscribe, () => scroll.wasMoved);
  const isAtEnd = useSyncExternalStore(scroll.subscribe, () =>
    isEndInSight(scroll.anchor, scroll.layout),
  );
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const head = handle.view.getState().room.seq;
  // The number that was the newest when it happened, and not when it is drawn.
  if (isAtEnd ? leftAt !== null : leftAt === null) setLeftAt(isAtEnd ? null : head);

  useLayoutEffect(() => {
    if (scroller.current && holder.current) return scroll.attach(scroller.current, holder.current);
    return undefined;
  }, [scroll, scroller, holder]);

  // After every drawing: whatever it was for, rows may be others, or have another height.
  useLayoutEffect(() => scroll.settle());

  useOpening(scroll, line);
  useFollowingOwn(handle, scroll);
  useRemembering(handle, scroll, isMoving);
  useLoading(handle, drawn, isMoving);
  return { scroll, drawn, wasMoved, leftAt };
}

/** Whoever writes wants to see it, wherever they were reading. */
function useFollowingOwn(handle: RoomHandle, scroll: ListScroll): void {
  const newest = useRoomView(handle, (view) => view.pending.at(-1)?.id);
  const seen = useRef(newest ?? "");
  useLayoutEffect(() => {
    if (newest === undefined || newest <= seen.current) return;
    seen.current = newest;
    scroll.jumpToEnd();
  }, [scroll, newest]);
}

function useRemembering(handle: RoomHandle, scroll: ListScroll, isMoving: boolean): void {
  useEffect(() => {
    const remember = () => {
      const { anchor, heights } = scroll;
      const { at } = anchor;
      rememberPlace(
        handle.id,
        at === "end" ? null : { seq: anchor.index + 1, offset: anchor.offset, heights },
      );
    };
    if (!isMoving) remember();
    // A page may go while it moves.
    addEventListener("pagehide", remember);
    return () => {
      removeEventListener("pagehide", remember);
      remember();
    };
  }, [handle, scroll, isMoving]);
}
