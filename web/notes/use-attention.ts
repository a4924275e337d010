import { useEffect, useState, type RefObject } from "react";

/**
 * Whether somebody is at work in this part of the page: it has the focus, and no pointer is down in the text, where what is being chosen
 * still changes.
 */
export function useAttention(part: RefObject<HTMLElement | null>): boolean {
  const [isIn, setIn] = useState(false);
  const [isPointing, setPointing] = useState(false);
  useEffect(() => {
    const element = part.current;
    if (!element) return;
    const ends = new AbortController();
    const { signal } = ends;
    element.addEventListener("focusin", () => setIn(true), { signal });
    element.addEventListener(
      "focusout",
      // Of a window that is left, too, the focus stays where it is.
      ({ relatedTarget }) => {
        if (document.hasFocus())
          setIn(relatedTarget instanceof Node && element.contains(relatedTarget));
      },
      { signal },
    );
    element.addEventListener(
      "pointerdown",
      ({ target }) => {
        const isInText = target instanceof Element && target.closest("[role='textbox']") !== null;
        if (isInText) setPointing(true);
      },
      { signal },
    );
    for (const end of ["pointerup", "pointercancel"])
      window.addEventListener(end, () => setPointing(false), { signal });
    return () => ends.abort();
  }, [part]);
  return isIn && !isPointing;
}
