import { useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { ListScroll } from "./list-scroll.ts";
import { nextRow } from "./row-keys.ts";
import type { Rows } from "./rows.ts";

type LogFrameProps = {
  label: string;
  css: Readonly<Record<string, string | undefined>>;
  scroller: RefObject<HTMLDivElement | null>;
  holder: RefObject<HTMLDivElement | null>;
  rows: Rows;
  scroll: ListScroll;
  /** The list is one tab stop, and it is here. */
  tabStop: number;
  /** The tab stop goes to this row. */
  onCurrent: (index: number) => void;
  /** A key leads to a row that has to be loaded first. */
  onUnloaded: (index: number) => void;
  /** A `LogRow` for each row that is drawn. */
  children: ReactNode;
};

/** What scrolls in a list of messages: a log that arrow keys go through, of which only the part around the window is drawn. */
export function LogFrame(props: LogFrameProps) {
  // What scrolls is one living thing, which a compiler must not take for a value.
  "use no memo";
  const { label, css, scroller, holder, rows, scroll, tabStop } = props;
  const { onCurrent, onUnloaded, children } = props;
  const held = useRef<Element | null>(null);
  // A button that takes a message back goes when it is sent: a focus that was on it stays with the row.
  useLayoutEffect(() => {
    if (held.current?.isConnected !== true || document.activeElement !== document.body) return;
    held.current.querySelector<HTMLElement>("[data-row]")?.focus({ preventScroll: true });
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Arrow keys and focus bubble up from the rows.
    <div
      ref={scroller}
      className={css["scroller"]}
      role="log"
      // For whoever jumps to its end: the button that took them there goes.
      tabIndex={-1}
      // Rows come and go by scrolling: the announcer speaks of new ones, the list itself is silent.
      aria-live="off"
      aria-label={label}
      onBlur={() => (held.current = null)}
      onFocus={({ target }) => {
        held.current = target.closest("[data-index]");
        const index = rowIndexOf(target);
        if (index !== null) onCurrent(index);
      }}
      onKeyDown={(event) => {
        const isInRow = event.target instanceof HTMLElement && "row" in event.target.dataset;
        const to = isInRow ? nextRow(event.key, tabStop, rows) : null;
        if (to === null) return;
        event.preventDefault();
        if (rows.at(to).kind === "unloaded") return onUnloaded(to);
        // The row has to be there before it can take the focus.
        flushSync(() => onCurrent(to));
        scroll.reveal(to);
        focusRow(scroller.current, to);
      }}
    >
      <div ref={holder} className={css["rows"]}>
        {children}
      </div>
    </div>
  );
}

type LogRowProps = {
  index: number;
  css: Readonly<Record<string, string | undefined>>;
  /** Watches its height: `ListScroll.observe`. */
  observe: ListScroll["observe"];
  /** The reader was led here. */
  isMarked?: boolean;
  children: ReactNode;
};

/** A row of the log, whose height is watched. */
export function LogRow({ index, css, observe, isMarked = false, children }: LogRowProps) {
  return (
    <div
      ref={observe}
      data-index={index}
      data-marked={isMarked || undefined}
      className={css["row"]}
    >
      {children}
    </div>
  );
}

export function focusRow(scroller: HTMLElement | null, index: number): void {
  scroller
    ?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row]`)
    ?.focus({ preventScroll: true });
}

/** Where nobody has been in the list yet, its tab stop is the last row that there is to read. */
export function lastKnown(indexes: readonly number[], rows: Rows): number | null {
  return indexes.findLast((index) => rows.at(index).kind !== "unloaded") ?? null;
}

function rowIndexOf(element: Element): number | null {
  const index = element.closest("[data-index]")?.getAttribute("data-index");
  return index === null || index === undefined ? null : Number(index);
}
