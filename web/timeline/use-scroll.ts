import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { useRoomView } from "../room/use-room.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { missingAround } from "./missing.ts";
import { placeIn, rememberPlace, type Place } from "./place-memory.ts";
import type { Rows } from "./rows.ts";

/** One height for every row that was not measured, loaded or not: so loading by itself moves nothing. */
const ROW_ESTIMATE = 52;
const PADDING = 16;
/** Within this many pixels of the end the reader is at the end, and stays there. */
const END_WITHIN = 100;

/** What a reader scrolls with. */
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

type ScrollPorts = {
  handle: RoomHandle;
  rows: Rows;
  scroller: RefObject<HTMLDivElement | null>;
  /** A row that stays in the page wherever the reader scrolls, because it has the focus. */
  keep: number | null;
};

/** Everything about where the reader is: opens at the end or where they were, follows the end, keeps the place. */
export function useScroll({ handle, rows, scroller, keep }: ScrollPorts) {
  "use no memo";
  const [opensAt] = useState(() => placeWithin(handle, rows));
  const sizes = opensAt?.sizes;
  /** The newest event when the reader left the end; null while they are there. */
  const [leftAt, setLeftAt] = useState<number | null>(
    () => opensAt && handle.view.getState().room.seq,
  );
  const isAtEnd = useRef(opensAt === null);
  /** The row that was returned to. Until a hand moves it is the one that stays, whatever loads around it. */
  const returnedTo = useRef<number | null>(opensAt && opensAt.seq - 1);
  const held = useRef<number | null>(returnedTo.current);
  const shown = useRef<Rows>(rows);
  const measured = useRef<Sizes>(new Map());
  const newestWritten = useRef(handle.view.getState().pending.at(-1)?.id ?? "");

  // oxlint-disable-next-line react/incompatible-library -- No compiler runs over this: "use no memo".
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.count,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => rows.keyAt(index), [rows]),
    estimateSize: (index) => sizes?.get(rows.keyAt(index)) ?? ROW_ESTIMATE,
    initialOffset: () => (opensAt ? offsetOf(opensAt, rows) : rows.count * ROW_ESTIMATE),
    paddingStart: PADDING,
    paddingEnd: PADDING,
    overscan: 16,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: END_WITHIN,
    rangeExtractor: useCallback(
      (range: Range) => rowsIn(range, rows, keep, measured.current),
      [rows, keep],
    ),
  });
  measured.current = virtualizer.itemSizeCache;

  if (shown.current !== rows) {
    held.current = returnedTo.current ?? firstKnown(virtualizer, shown.current);
    shown.current = rows;
  }

  // What is above the line that is being read may grow or shrink; that line stays where it is, to the pixel.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (
    item,
    _,
    { scrollOffset, itemSizeCache },
  ) => {
    if (held.current !== null && item.index < held.current) return true;
    // It may begin above the window: grown by its first measuring, it grows downwards.
    if (item.index === returnedTo.current) return false;
    const top = scrollOffset ?? 0;
    return itemSizeCache.has(item.key)
      ? item.end <= top && virtualizer.scrollDirection !== "backward"
      : item.start < top;
  };

  const lastKey = rows.count === 0 ? null : rows.keyAt(rows.count - 1);
  const ownNewest = useRoomView(handle, (view) => view.pending.at(-1)?.id);

  useLayoutEffect(() => {
    if (isAtEnd.current) virtualizer.scrollToEnd();
  }, [virtualizer, rows.count, lastKey]);

  useLayoutEffect(() => {
    // Whoever writes wants to see it, wherever they were reading.
    if (ownNewest !== undefined && ownNewest > newestWritten.current) {
      newestWritten.current = ownNewest;
      isAtEnd.current = true;
      returnedTo.current = null;
      setLeftAt(null);
      virtualizer.scrollToEnd();
    }
  }, [virtualizer, ownNewest]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      isAtEnd.current = virtualizer.isAtEnd(END_WITHIN);
      setLeftAt((left) => (isAtEnd.current ? null : (left ?? handle.view.getState().room.seq)));
      rememberPlace(handle.id, isAtEnd.current ? null : placeOf(virtualizer));
    };
    // Only a hand lets go of the line: keeping it in its place scrolls, too, and must not end itself.
    const letGo = () => {
      held.current = null;
      returnedTo.current = null;
    };
    for (const hand of HANDS) element.addEventListener(hand, letGo, { passive: true });
    element.addEventListener("scroll", look, { passive: true });
    // The window shrinks when the composer grows or a keyboard comes up: the newest line stays in sight.
    const resized = new ResizeObserver(() => {
      if (isAtEnd.current) virtualizer.scrollToEnd();
    });
    resized.observe(element);
    return () => {
      for (const hand of HANDS) element.removeEventListener(hand, letGo);
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [virtualizer, handle, scroller]);

  useLoading(handle, virtualizer.range, virtualizer.isScrolling);

  const jumpToEnd = () => {
    isAtEnd.current = true;
    returnedTo.current = null;
    setLeftAt(null);
    virtualizer.scrollToEnd();
  };
  return { virtualizer, leftAt, jumpToEnd };
}

/** Asks for what is missing in and around the window, before it is seen. */
function useLoading(
  handle: RoomHandle,
  range: { startIndex: number; endIndex: number } | null,
  isScrolling: boolean,
): void {
  const timeline = useRoomView(handle, (view) => view.room.timeline);
  const head = useRoomView(handle, (view) => view.room.seq);
  const line = useRoomView(handle, (view) => view.connection.at);
  const last = useRef(0);
  const first = range?.startIndex ?? null;
  const end = range?.endIndex ?? null;

  useEffect(() => {
    if (first === null || end === null) return;
    // A hand on the scrollbar flies over thousands of rows: wait until it stops.
    const isFlying = isScrolling && Math.abs(first - last.current) > 100;
    last.current = first;
    const span = isFlying ? null : missingAround(timeline, first + 1, end + 1, head);
    if (span) handle.load(span.from, span.to);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- A line that is back is a reason to ask again.
  }, [handle, timeline, head, first, end, isScrolling, line]);
}

type Measured = ReturnType<typeof useVirtualizer<HTMLDivElement, HTMLDivElement>>;

type Sizes = Measured["itemSizeCache"];

/** Rows to draw: what is folded away is drawn once, to be measured as nothing, and then left out. */
function rowsIn(range: Range, rows: Rows, keep: number | null, sizes: Sizes): number[] {
  const isKept = keep !== null && keep < rows.count && rows.at(keep).kind !== "folded";
  const drawn = defaultRangeExtractor(range).filter(
    (index) => rows.at(index).kind !== "folded" || sizes.get(rows.keyAt(index)) !== 0,
  );
  return isKept && !drawn.includes(keep) ? [...drawn, keep].toSorted((a, b) => a - b) : drawn;
}

/** The first row in the window that the reader could already read. */
function firstKnown(virtualizer: Measured, rows: Rows): number | null {
  const { range, itemSizeCache } = virtualizer;
  if (!range) return null;
  for (let index = range.startIndex; index <= range.endIndex && index < rows.count; index += 1) {
    const { kind } = rows.at(index);
    const isRead = kind !== "unloaded" && kind !== "folded" && itemSizeCache.has(rows.keyAt(index));
    if (isRead) return index;
  }
  return null;
}

/** The place to open at, if the room still reaches there. */
function placeWithin(handle: RoomHandle, rows: Rows): Place | null {
  const place = placeIn(handle.id);
  return place && place.seq <= rows.count ? place : null;
}

function placeOf(virtualizer: Measured): Place | null {
  const offset = virtualizer.scrollOffset ?? 0;
  const row = virtualizer.getVirtualItemForOffset(offset);
  return row
    ? { seq: row.index + 1, offset: offset - row.start, sizes: virtualizer.itemSizeCache }
    : null;
}

function offsetOf(place: Place, rows: Rows): number {
  let offset = PADDING;
  for (let index = 0; index < place.seq - 1; index += 1) {
    offset += place.sizes.get(rows.keyAt(index)) ?? ROW_ESTIMATE;
  }
  return offset + place.offset;
}
