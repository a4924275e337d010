import { flushSync } from "react-dom";
import {
  anchorAt,
  AT_END,
  heightOfAll,
  PADDING,
  topFor,
  type Anchor,
  type Layout,
} from "./anchor.ts";
import { FAR_AHEAD, IN_SIGHT, isEnough, rowsAround, type Ahead, type Drawn } from "./drawn-rows.ts";
import { InUse } from "./in-use.ts";
import { RowHeights } from "./row-heights.ts";
import { drawnRows, indexOf, makeRoom } from "./row-room.ts";
import type { Rows } from "./rows.ts";
import { scrolledBy } from "./scrolled-by.ts";

/** The list is at rest when nothing has moved for so long. */
/** Stillness, in milliseconds, after which a list rests. */
export const REST_MS = 150;
const LINGER_MS = 2_500;
/** Nearer to either end of the scroller than this it is always true: nobody may run against an end that is none. */
const EDGE = 1_500;

/**
 * Keeps a list where its reader is. Its rows stand in the page as they come, with room above and below for those that are not
 * drawn; whatever changes, what the reader holds on to is put back to its place before anything is painted.
 */
export class ListScroll {
  readonly heights: RowHeights;
  anchor: Anchor;
  /** Rows were returned to, or jumped to: until a hand moves it is that row which stays, whatever loads around it. */
  isPinned: boolean;
  drawn: Drawn = { first: 0, last: -1 };
  isMoving = false;
  /** Whether it moves, or did a moment ago: long enough to press what is shown for it. */
  wasMoved = false;
  readonly #listeners = new Set<() => void>();
  readonly #observer: ResizeObserver;
  #rows: Rows;
  /** Until it has been painted once, only what is seen. */
  #ahead: Ahead = IN_SIGHT;
  #view = window.innerHeight;
  #scroller: HTMLElement | null = null;
  #holder: HTMLElement | null = null;
  /** Where the scroller was when it was last looked at or written to. */
  #seen = 0;
  /** How far the list is ahead of its scroller, which is not written to while a hand moves it: that would end its momentum. */
  #held = 0;
  #isTouched = false;
  readonly #use = new InUse();
  /** It has just come, or was behind another page, where it has no size and forgets how far it was scrolled. */
  #isSeenStale = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(rows: Rows, anchor: Anchor, heights = new RowHeights()) {
    this.#rows = rows;
    this.anchor = anchor;
    this.isPinned = anchor.at === "row";
    this.heights = heights;
    this.#observer = new ResizeObserver((entries) => this.#resized(entries));
    this.drawn = rowsAround(anchor, this.layout, this.#ahead);
  }

  get layout(): Layout {
    return { rows: this.#rows, heights: this.heights, view: this.#view };
  }

  /** The row at the window's upper edge. */
  get topRow(): number {
    return this.heights.rowAt(topFor(this.anchor, this.layout) - PADDING, this.#rows.count);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** For a row's `ref`: its height is followed for as long as it is in the page. */
  readonly observe = (row: HTMLElement | null): (() => void) | undefined => {
    if (!row) return undefined;
    this.#observer.observe(row);
    return () => this.#observer.unobserve(row);
  };

  /** The rows are others now. Before they are drawn. */
  show(rows: Rows) {
    if (rows === this.#rows) return;
    const last = this.#rows.count - 1;
    const isMore =
      rows.count > last + 1 || (last >= 0 && rows.keyAt(last) !== this.#rows.keyAt(last));
    this.#rows = rows;
    // Whoever is near the end follows what is new.
    if (this.anchor.at === "end" && isMore) this.anchor = AT_END;
    this.drawn = rowsAround(this.anchor, this.layout, this.#ahead);
  }

  attach(scroller: HTMLElement, holder: HTMLElement): () => void {
    this.#scroller = scroller;
    this.#holder = holder;
    // Read with all else that has to be read, once the room for it was made: to read it here would lay out the page twice.
    this.#isSeenStale = true;
    const touched = () => (this.#isTouched = true);
    const released = () => {
      this.#isTouched = false;
      if (this.isMoving) this.#moved();
    };
    const unwatch = this.#use.watch(scroller);
    scroller.addEventListener("scroll", this.#scrolled, { passive: true });
    scroller.addEventListener("touchstart", touched, { passive: true });
    scroller.addEventListener("touchend", released, { passive: true });
    scroller.addEventListener("touchcancel", released, { passive: true });
    this.#observer.observe(scroller);
    let look: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => (look = setTimeout(() => this.#lookAhead())));
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(look);
      scroller.removeEventListener("scroll", this.#scrolled);
      unwatch();
      scroller.removeEventListener("touchstart", touched);
      scroller.removeEventListener("touchend", released);
      scroller.removeEventListener("touchcancel", released);
      clearTimeout(this.#rest);
      this.#observer.disconnect();
      this.#scroller = null;
    };
  }

  /** The rows were drawn: measures them and puts everything in its place. Before they are painted. */
  settle() {
    // What is written before anything is read costs no layout of its own; but where others may have scrolled, that is read first.
    const { isNow } = this.#use;
    if (!isNow) this.#makeRoom();
    if (!this.#isInSight()) return;
    if (isNow) {
      this.#follow();
      this.#makeRoom();
    }
    for (const row of this.#holder ? drawnRows(this.#holder) : []) {
      this.heights.measure(indexOf(row), row.getBoundingClientRect().height);
    }
    this.#place();
  }

  /** Goes to a row, a third of the window below its upper edge. */
  jumpTo(index: number) {
    this.#goTo({ at: "row", index, offset: Math.round(this.#view / 3) }, true);
  }

  jumpToEnd() {
    this.#goTo(AT_END);
  }

  /** Back to what was held on to before. */
  returnTo(anchor: Anchor) {
    this.#goTo(anchor, anchor.at === "row");
  }

  /** Moves as little as is needed for a row to be wholly in sight. */
  reveal(index: number) {
    if (index === this.#rows.count - 1) return this.jumpToEnd();
    // Its height is known once it was drawn.
    for (let turn = 0; turn < 2; turn += 1) {
      const offset = PADDING + this.heights.above(index) - topFor(this.anchor, this.layout);
      const lowest = this.#view - PADDING - this.heights.heightOf(index);
      const to =
        offset < PADDING || offset > lowest ? Math.max(PADDING, Math.min(offset, lowest)) : null;
      if (to !== null) flushSync(() => this.#goTo({ at: "row", index, offset: to }));
    }
  }

  #goTo(anchor: Anchor, isPinned = false) {
    clearTimeout(this.#rest);
    this.isMoving = false;
    this.wasMoved = false;
    this.anchor = anchor;
    this.isPinned = isPinned;
    this.#seen = this.#scroller?.scrollTop ?? 0;
    this.#drawAround();
    this.#place();
    this.#tell();
  }

  readonly #scrolled = () => {
    if (!this.#follow()) return;
    if (this.#held !== 0 && this.#isNearEdge()) this.#place();
    this.#drawEnough();
    this.#tell();
  };

  /** Takes up how far others have scrolled, of which the browser may tell later: it must not be turned back meanwhile. */
  #follow(): boolean {
    const by = this.#scroller ? scrolledBy(this.#scroller, this.#seen) : 0;
    if (by === 0) return false;
    this.#seen += by;
    this.isPinned = false;
    this.anchor = anchorAt(topFor(this.anchor, this.layout) + by, this.layout);
    this.#moved();
    return true;
  }

  #moved() {
    this.isMoving = true;
    this.wasMoved = true;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      if (this.#isTouched) return this.#moved();
      // On a busy machine the hand may have moved on, and the browser has yet to tell.
      if (this.#follow()) return undefined;
      this.isMoving = false;
      this.#place();
      this.#tell();
      this.#rest = setTimeout(() => {
        this.wasMoved = false;
        this.#tell();
      }, LINGER_MS);
    }, REST_MS);
  }

  #resized(entries: readonly ResizeObserverEntry[]) {
    const before = this.#view;
    if (!this.#isInSight()) return;
    if (this.#use.isNow) this.#follow();
    let isNew = before !== this.#view;
    for (const { target, borderBoxSize } of entries) {
      if (target === this.#scroller || !target.isConnected) continue;
      const height = borderBoxSize[0]?.blockSize ?? 0;
      if (this.heights.measure(indexOf(target), height)) isNew = true;
    }
    if (isNew) this.#place();
  }

  /** Whether there is anything to measure; what has no size is not to be remembered. */
  #isInSight(): boolean {
    const view = this.#scroller?.clientHeight ?? 0;
    if (view === 0) {
      this.#isSeenStale = true;
      return false;
    }
    if (this.#isSeenStale) this.#seen = this.#scroller?.scrollTop ?? 0;
    this.#isSeenStale = false;
    this.#view = view;
    return true;
  }

  /** Puts what is held on to in its place. */
  #place() {
    const scroller = this.#scroller;
    if (!scroller) return;
    const top = topFor(this.anchor, this.layout);
    if (this.isMoving && !this.#isNearEdge()) {
      this.#held = top - this.#seen;
      this.#makeRoom();
    } else {
      this.#held = 0;
      this.#makeRoom();
      if (scroller.scrollTop !== top) scroller.scrollTop = top;
      this.#seen = scroller.scrollTop;
      // Scrollers stop at whole pixels of the screen; rows need not.
      this.#held = Math.abs(top - this.#seen) < 1 ? top - this.#seen : 0;
      if (this.#held !== 0) this.#makeRoom();
    }
    // What was held on to may have come into the middle of the window, by what was loaded above it.
    if (!this.isPinned && this.anchor.at === "row") this.anchor = anchorAt(top, this.layout);
    this.#drawEnough();
  }

  /** Whether the scroller comes to an end where the list has none, or the other way round. */
  #isNearEdge(): boolean {
    const furthest = heightOfAll(this.layout) - this.#view - this.#held;
    return this.#seen < EDGE || this.#seen > furthest - EDGE;
  }

  /** The first rows are on the screen: now those that will be looked at next. */
  #lookAhead() {
    this.#ahead = FAR_AHEAD;
    this.#drawEnough();
  }

  #drawEnough() {
    if (!isEnough(this.drawn, this.anchor, this.layout, this.#ahead)) this.#drawAround();
  }

  #drawAround() {
    const drawn = rowsAround(this.anchor, this.layout, this.#ahead);
    if (drawn.first === this.drawn.first && drawn.last === this.drawn.last) return;
    this.drawn = drawn;
    // React draws what a store has told before the next frame is painted, and then lets it settle.
    this.#tell();
  }

  #makeRoom() {
    if (this.#holder) makeRoom(this.#holder, this.layout, this.#held);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
