import { useLayoutEffect, useRef } from "react";
import type { RoomHandle } from "../room/room-view.ts";
import { anchorAt, AT_END, isEndInSight, topFor, type Anchor } from "./anchor.ts";
import { ListScroll } from "./list-scroll.ts";
import { placeIn } from "./place-memory.ts";
import type { Rows } from "./rows.ts";

/**
 * The row over which the "new" line stands; whether it stays there; whether the inbox has said where it can be; and whether what was
 * missed is still being told.
 */
export type Line = { row: number | null; isSure: boolean; isTold: boolean; isOpening: boolean };

/** A list where its reader goes on: where they were, or further up at the line; at the end where nothing is new. */
export function openScroll({ id }: RoomHandle, rows: Rows, line: number | null): ListScroll {
  const place = placeIn(id);
  // The room may be another one by now.
  const isThere = place !== null && place.seq <= rows.count;
  const isAtLine = line !== null && (!isThere || place.seq - 1 > line);
  const anchor: Anchor = isAtLine
    ? atLine(line)
    : isThere
      ? { at: "row", index: place.seq - 1, offset: place.offset }
      : AT_END;
  return new ListScroll(rows, anchor, isThere ? place.heights : undefined);
}

/** A third below the upper edge, with some of what was read before. */
function atLine(index: number): Anchor {
  return { at: "row", index, offset: Math.round(window.innerHeight / 4) };
}

/** Until the reader goes elsewhere they are at the line, which may come late, or further on than was known. */
export function useOpening(scroll: ListScroll, { row, isSure, isTold, isOpening }: Line): void {
  "use no memo";
  const own = useRef<Anchor | null>(null);
  const before = useRef<Line | null>(null);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = { row, isSure, isTold, isOpening };
    const { anchor } = scroll;
    if (was === null) own.current = anchor.at === "row" && anchor.index === row ? anchor : null;
    else if (row !== null && row !== was.row) {
      // From guess to guess it would lead through all that was brought along from elsewhere, and load it.
      if (!isSure && !isTold && was.row !== null) return;
      // Whoever is at the end of a room that is still told what it missed has not chosen to be there.
      const isWaiting = was.isOpening && anchor === AT_END;
      if (!isWaiting && anchor !== own.current) return;
      own.current = atLine(row);
      scroll.returnTo(own.current);
    } else if (row === null && was.row !== null && !was.isSure && anchor === own.current) {
      // It was a guess, and nothing is new.
      scroll.jumpToEnd();
    }
  }, [scroll, row, isSure, isTold, isOpening]);
  // Where all that is new is in sight, what comes next is followed.
  useLayoutEffect(() => {
    const { anchor, layout } = scroll;
    if (anchor.at === "end" || anchor !== own.current || !isEndInSight(anchor, layout)) return;
    own.current = anchorAt(topFor(anchor, layout), layout);
    scroll.returnTo(own.current);
  });
}
