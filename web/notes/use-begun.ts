import { useLayoutEffect, useRef } from "react";
import { takeNoteAsk } from "../room/open-beside.ts";
import { isTouch } from "../ui/touch.ts";

/**
 * Whoever opens a note by a press of theirs begins to write in it, as soon as it is there: unless they have begun something else by then.
 * Not by touch, where a keyboard would come up over half of what is to be read. The page that comes with a note open is no press.
 */
export function useBegun(): () => boolean {
  const isAsked = useRef(false);
  useLayoutEffect(() => {
    isAsked.current = takeNoteAsk() && !isTouch();
    const ends = new AbortController();
    const elsewhere = () => {
      isAsked.current = false;
    };
    for (const deed of ["keydown", "pointerdown"])
      document.addEventListener(deed, elsewhere, { capture: true, signal: ends.signal });
    return () => ends.abort();
  }, []);
  return () => isAsked.current;
}
