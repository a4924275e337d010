import { useLayoutEffect, useState, type RefObject } from "react";

/** What stands at the beginning of the row needs so much, in px. */
const HEAD_PX = 76;
const GAP_PX = 2;

/** How many of `wanted` buttons have room in a row, after what heads it. They are all as wide as its last one. */
export function useFitting(row: RefObject<HTMLElement | null>, wanted: number): number {
  const [fitting, setFitting] = useState(wanted);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    const measure = () => {
      const one = element.querySelector<HTMLElement>(":scope > button:last-of-type");
      if (!one || element.clientWidth === 0) return;
      setFitting(Math.floor((element.clientWidth - HEAD_PX) / (one.offsetWidth + GAP_PX)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [row]);
  return Math.min(wanted, fitting);
}
