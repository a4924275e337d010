import { useLayoutEffect, useRef, type RefObject } from "react";

/** So long ago that whoever pressed has given up on it. */
const TOO_LATE_MS = 5_000;

/** What somebody pressed last in a room, by mouse or by key. */
export type EarlyAsk = RefObject<MouseEvent | KeyboardEvent | null>;

/**
 * Notes what is pressed in an area some of whose parts are still on their way: whichever it was meant for takes it up when it is there,
 * so that nobody presses in vain because they were quick.
 */
export function useEarlyAsk(area: RefObject<HTMLElement | null>): EarlyAsk {
  const pressed = useRef<MouseEvent | KeyboardEvent>(null);
  // Before anything is seen that could be pressed.
  useLayoutEffect(() => {
    const note = (event: MouseEvent | KeyboardEvent) => (pressed.current = event);
    const element = area.current;
    element?.addEventListener("click", note);
    element?.addEventListener("keydown", note);
    return () => {
      element?.removeEventListener("click", note);
      element?.removeEventListener("keydown", note);
    };
  }, [area]);
  return pressed;
}

/** What still waits for somebody to take it up: nobody has, it is on the page, and was not long ago. */
export function earlyAsk({ current: event }: EarlyAsk): MouseEvent | KeyboardEvent | null {
  if (event === null || event.defaultPrevented) return null;
  const isThere = event.target instanceof Element && event.target.isConnected;
  return isThere && performance.now() - event.timeStamp < TOO_LATE_MS ? event : null;
}
