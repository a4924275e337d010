import { useRef, type MouseEvent, type PointerEvent } from "react";

const LONG_PRESS_MS = 500;
/** A finger is never quite still; further than this it scrolls. */
const STILL_PX = 10;

/**
 * Asks for the menu of what a finger rests on, where the browser does not do so itself (Safari on phones): what is pressed hears
 * `contextmenu`, as from a mouse. Give it to an element around.
 */
export function useLongPress() {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(null);
  const wasLong = useRef(false);
  const end = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  return {
    onPointerDown({ pointerType, target, clientX: x, clientY: y }: PointerEvent) {
      wasLong.current = false;
      if (pointerType !== "touch") return;
      end();
      const timer = setTimeout(() => {
        press.current = null;
        wasLong.current = true;
        const init = { bubbles: true, cancelable: true, clientX: x, clientY: y, pointerType };
        target.dispatchEvent(new window.PointerEvent("contextmenu", init));
      }, LONG_PRESS_MS);
      press.current = { timer, x, y };
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const start = press.current;
      if (start && Math.hypot(clientX - start.x, clientY - start.y) > STILL_PX) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    // The browser was first.
    onContextMenuCapture: end,
    // The finger that asked for a menu is lifted: that opens nothing.
    onClickCapture(event: MouseEvent) {
      if (!wasLong.current) return;
      wasLong.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
