import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from "react";
import type { Drawn } from "../timeline/drawn-rows.ts";
import type { ListScroll } from "../timeline/list-scroll.ts";
import type { Rows } from "../timeline/rows.ts";
import { openedAt, OPENS_BELOW, shownIn } from "./thread-scroll.ts";

type ScrollPorts = {
  rows: Rows;
  /** The row of the first new reply; null: the end is where one begins. */
  firstNew: number | null;
  scroller: RefObject<HTMLDivElement | null>;
  holder: RefObject<HTMLDivElement | null>;
};

type Scroll = { scroll: ListScroll; drawn: Drawn; isAtEnd: boolean };

/** Where the reader of a thread is: begins at what is new or at the end, follows the end, keeps the place. */
export function useThreadScroll({ rows, firstNew, scroller, holder }: ScrollPorts): Scroll {
  "use no memo";
  const [shown, setShown] = useState(() => openedAt(rows, firstNew));
  const now = shownIn(shown, rows);
  if (now !== shown) setShown(now);
  const { scroll } = now;
  const drawn = useSyncExternalStore(scroll.subscribe, () => scroll.drawn);
  const isAtEnd = useSyncExternalStore(scroll.subscribe, () => scroll.anchor.at === "end");

  useLayoutEffect(() => {
    if (scroller.current && holder.current) return scroll.attach(scroller.current, holder.current);
    return undefined;
  }, [scroll, scroller, holder]);

  // After every drawing: whatever it was for, rows may be others, or have another height.
  useLayoutEffect(() => scroll.settle());

  useBeginning(rows, scroll, firstNew);
  useFollowingOwn(rows, scroll);
  return { scroll, drawn, isAtEnd };
}

/** Replies come page by page, the newest first: until the reader moves by themselves, they are where what is new begins. */
function useBeginning(rows: Rows, scroll: ListScroll, firstNew: number | null): void {
  const hasMoved = useRef(false);
  const key = firstNew === null ? null : rows.keyAt(firstNew);
  useEffect(
    () =>
      scroll.subscribe(() => {
        if (scroll.isMoving) hasMoved.current = true;
      }),
    [scroll],
  );
  const begin = useEffectEvent(() => {
    if (firstNew === null || hasMoved.current) return;
    scroll.returnTo({ at: "row", index: firstNew, offset: OPENS_BELOW });
  });
  useLayoutEffect(() => {
    // Another row is a reason, another place of the same row is not.
    if (key !== null) begin();
  }, [key]);
}

/** Whoever writes wants to see it. */
function useFollowingOwn(rows: Rows, scroll: ListScroll): void {
  const last = rows.count > 0 ? rows.at(rows.count - 1) : null;
  const newest = last?.kind === "pending" ? last.pending.id : undefined;
  const seen = useRef(newest ?? "");
  useLayoutEffect(() => {
    if (newest === undefined || newest <= seen.current) return;
    seen.current = newest;
    scroll.jumpToEnd();
  }, [scroll, newest]);
}
