import { useEffect, useRef, type RefObject } from "react";
import * as v from "valibot";
import { navigate } from "wouter/use-browser-location";
import type { Listed } from "./listed.ts";

/** Which line was opened, by the newest number in it, and how far below the upper edge it stood. */
const Visit = v.object({ activity: v.object({ id: v.number(), top: v.number() }) });

/** Whether somebody comes back to a line that they have opened. */
export function isReturning(): boolean {
  return v.is(Visit, window.history.state);
}

/** Notes in the history which line is left, so that back leads to the same place. */
export function leaveFrom({ ids: [id = 0] }: Listed, scroller: HTMLElement | null): void {
  const row = document.activeElement?.closest("[data-activity]");
  const top = row && scroller ? topOf(row, scroller) : 0;
  const { pathname, search } = window.location;
  navigate(pathname + search, { replace: true, state: { activity: { id, top } } });
}

/** Whoever comes back finds the list where they left it, and the keyboard's focus on the line that they opened. */
export function useReturn(
  lines: readonly Listed[],
  scroller: RefObject<HTMLElement | null>,
  onReturn: (key: string) => void,
): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || lines.length === 0) return undefined;
    isDone.current = true;
    const visit = v.safeParse(Visit, window.history.state);
    const list = scroller.current;
    if (!visit.success || !list) return undefined;
    const { id, top } = visit.output.activity;
    // What was opened may not be listed any more: then what stood below it.
    const line = lines.find(({ ids }) => ids.some((each) => each <= id)) ?? lines.at(-1);
    const row = line && list.querySelector(`[data-activity="${CSS.escape(line.key)}"]`);
    if (!line || !(row instanceof HTMLElement)) return undefined;
    onReturn(line.key);
    const settle = () => list.scrollBy({ top: topOf(row, list) - top, behavior: "instant" });
    settle();
    row.focus({ preventScroll: true });
    // What stands above it is measured when it is drawn, and was guessed before.
    const frame = requestAnimationFrame(settle);
    return () => cancelAnimationFrame(frame);
  }, [lines, scroller, onReturn]);
}

function topOf(row: Element, scroller: HTMLElement): number {
  return row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}
