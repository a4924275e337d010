import { useEffect, useState, type RefObject } from "react";

/** A row of a message on the page. */
export type ActiveRow = { element: HTMLElement; seq: number };

/** The message that an element of the page belongs to. What lies over the page belongs to none. */
export function rowAround(target: EventTarget | null): ActiveRow | null {
  if (!(target instanceof Element) || target.closest("[popover], dialog")) return null;
  const element = target.closest<HTMLElement>("[data-seq]");
  return element ? { element, seq: Number(element.dataset["seq"]) } : null;
}

/** The row under the mouse, or the one that the keyboard is in: whichever moved last. */
export function useActiveRow(area: RefObject<HTMLElement | null>): ActiveRow | null {
  const [row, setRow] = useState<ActiveRow | null>(null);

  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const activate = (next: ActiveRow | null) =>
      setRow((now) => (now?.element === next?.element ? now : next));
    const over = ({ pointerType, target, buttons }: PointerEvent) => {
      // A finger has no hovering, and whoever selects text drags over many rows.
      if (pointerType === "touch" || buttons !== 0) return;
      const next = rowAround(target);
      keepFocusInRow(next);
      activate(next ?? focusedRow(element));
    };
    const out = () => activate(focusedRow(element));
    const focused = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.matches(":focus-visible"))
        activate(rowAround(target));
    };
    const blurred = ({ relatedTarget }: FocusEvent) => {
      const isInside = relatedTarget instanceof Node && element.contains(relatedTarget);
      if (!isInside && !element.matches(":hover")) activate(null);
    };
    // The mouse, or the keyboard, may have been in a row before this was loaded.
    const pointedAt = element.querySelector("[data-seq]:hover");
    activate(rowAround(pointedAt) ?? focusedRow(element));
    element.addEventListener("pointerover", over);
    element.addEventListener("pointerleave", out);
    element.addEventListener("focusin", focused);
    element.addEventListener("focusout", blurred);
    return () => {
      element.removeEventListener("pointerover", over);
      element.removeEventListener("pointerleave", out);
      element.removeEventListener("focusin", focused);
      element.removeEventListener("focusout", blurred);
    };
  }, [area]);

  return row;
}

function focusedRow(area: HTMLElement): ActiveRow | null {
  const { activeElement } = document;
  const isHere = activeElement?.matches(":focus-visible") && area.contains(activeElement);
  return isHere ? rowAround(activeElement) : null;
}

/** The tools go to another row: what had the focus in them gives it back to its own. */
function keepFocusInRow(next: ActiveRow | null): void {
  const { activeElement } = document;
  const isInTools = activeElement?.closest("[data-message-tools]");
  const own = isInTools ? rowAround(activeElement) : null;
  if (own && own.element !== next?.element) own.element.focus({ preventScroll: true });
}
