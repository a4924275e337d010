import { rowAround, type ActiveRow } from "./use-active-row.ts";

/** So long a finger has to stay. */
const LONG_PRESS_MS = 450;
/** A finger is never quite still. */
const STILL_PX = 10;

type Held = (row: ActiveRow, at: { x: number; y: number }) => void;
type Following = { isTouched: () => boolean; stop: () => void };

/** Calls when a finger stays on a row. `isTouched`: one is down, and a wish of the browser's for a menu is the same one. */
export function followLongPress(element: HTMLElement, held: Held): Following {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let isTouched = false;
  let wasHeld = false;

  const down = ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
    clearTimeout(timer);
    wasHeld = false;
    isTouched = pointerType === "touch";
    const row = isTouched ? rowAround(target) : null;
    if (!row) return;
    from = { x, y };
    timer = setTimeout(() => {
      wasHeld = true;
      held(row, from);
    }, LONG_PRESS_MS);
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    if (Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) clearTimeout(timer);
  };
  const end = () => {
    clearTimeout(timer);
    isTouched = false;
  };
  /** The end of a long press is no press on what lies under the finger. */
  const click = (event: MouseEvent) => {
    if (!wasHeld) return;
    wasHeld = false;
    event.preventDefault();
    event.stopPropagation();
  };
  const heard = [
    ["pointerdown", down],
    ["pointermove", move],
    ["pointerup", end],
    ["pointercancel", end],
  ] as const;
  for (const [type, listener] of heard) element.addEventListener(type, listener);
  // What has opened meanwhile may lie under it.
  document.addEventListener("click", click, true);
  return {
    isTouched: () => isTouched,
    stop() {
      end();
      for (const [type, listener] of heard) element.removeEventListener(type, listener);
      document.removeEventListener("click", click, true);
    },
  };
}
