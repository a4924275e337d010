import { useEffect, useEffectEvent, type RefObject } from "react";
import { earlyAsk, type EarlyAsk } from "../room/early-ask.ts";
import { followLongPress } from "./long-press.ts";
import { rowAround, type ActiveRow } from "./use-active-row.ts";

type Asks = {
  /** For the menu of a row: where a pointer was, or beside the row. */
  menu: (row: ActiveRow, at: { x: number; y: number } | null) => void;
  /** A key was pressed while the row itself has the focus. True: it did something. */
  key: (row: ActiveRow, event: KeyboardEvent) => boolean;
};

/** Hears what people ask of the rows in an area: by the other mouse button, a long press, or a key. */
export function useRowAsks(
  area: RefObject<HTMLElement | null>,
  early: EarlyAsk | undefined,
  asks: Asks,
): void {
  const menu = useEffectEvent(asks.menu);
  const key = useEffectEvent(asks.key);

  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const press = followLongPress(element, (row, at) => menu(row, at));
    const contextMenu = (event: MouseEvent) => {
      const row = rowAround(event.target);
      if (!row || keepsBrowserMenu(event)) return;
      event.preventDefault();
      if (press.isTouched()) return;
      const isByPointer = event.clientX !== 0 || event.clientY !== 0;
      menu(row, isByPointer ? { x: event.clientX, y: event.clientY } : null);
    };
    const keyDown = (event: KeyboardEvent) => {
      const row = rowAround(event.target);
      if (!row || event.isComposing || event.defaultPrevented) return;
      const isMenuKey = event.key === "ContextMenu" || (event.shiftKey && event.key === "F10");
      if (isMenuKey) menu(row, null);
      else if (event.target !== row.element || !key(row, event)) return;
      event.preventDefault();
    };
    const waiting = early ? earlyAsk(early) : null;
    // One that has gone on to another place means that one.
    if (waiting instanceof KeyboardEvent && waiting.target === document.activeElement)
      keyDown(waiting);
    element.addEventListener("contextmenu", contextMenu);
    element.addEventListener("keydown", keyDown);
    return () => {
      press.stop();
      element.removeEventListener("contextmenu", contextMenu);
      element.removeEventListener("keydown", keyDown);
    };
  }, [area, early]);
}

/** On a link or selected words the browser's own menu has what is wanted, and with Shift always. */
function keepsBrowserMenu({ target, shiftKey }: MouseEvent): boolean {
  const isLink = target instanceof Element && target.closest("a[href], input, textarea") !== null;
  return shiftKey || isLink || window.getSelection()?.isCollapsed === false;
}
