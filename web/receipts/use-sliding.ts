import { useLayoutEffect, useRef, type RefObject } from "react";
import type { ReceiptMark } from "./receipt-marks.ts";

const SLIDES_MS = 180;

/** A picture goes from the message where it stood to the one that was read since, where both are on the page. */
export function useSliding(scroller: RefObject<HTMLElement | null>, marks: readonly ReceiptMark[]) {
  const stood = useRef<ReadonlyMap<string, number>>(new Map());
  useLayoutEffect(() => {
    const stands = new Map(marks.flatMap(({ faces, seq }) => faces.map((face) => [face, seq])));
    const before = stood.current;
    stood.current = stands;
    const list = scroller.current;
    const motion = Number(getComputedStyle(document.documentElement).getPropertyValue("--motion"));
    if (!list || !(motion > 0)) return;
    for (const { faces, seq, element } of marks) {
      for (const face of faces) {
        const from = before.get(face);
        const row = from !== undefined && from !== seq ? rowOf(list, from) : null;
        const picture = element.querySelector(`[data-face="${CSS.escape(face)}"]`);
        if (!row || !picture) continue;
        const way = row.getBoundingClientRect().bottom - element.getBoundingClientRect().bottom;
        picture.animate([{ transform: `translateY(${way}px)` }, { transform: "none" }], {
          duration: SLIDES_MS * motion,
          easing: "cubic-bezier(0.2, 0.7, 0.2, 1)",
        });
      }
    }
  }, [marks, scroller]);
}

function rowOf(list: HTMLElement, seq: number): Element | null {
  return list.querySelector(`[data-row][data-seq="${seq}"]`);
}
