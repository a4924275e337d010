import { useEffect, useEffectEvent, type RefObject } from "react";
import type { Listed } from "./listed.ts";

/** So much beyond the window what will be seen next is prepared. */
const AHEAD = "600px 0px";

/** Calls for every line as it comes into sight. */
export function useInSight(
  lines: readonly Listed[],
  scroller: RefObject<HTMLElement | null>,
  onSight: (line: Listed) => void,
): void {
  const see = useEffectEvent(onSight);
  useEffect(() => {
    const root = scroller.current;
    if (!root) return undefined;
    const byKey = new Map(lines.map((line) => [line.key, line]));
    const observer = new IntersectionObserver(
      (sights) => {
        for (const { isIntersecting, target } of sights) {
          const line = isIntersecting && byKey.get(target.getAttribute("data-activity") ?? "");
          if (line) see(line);
        }
      },
      { root, rootMargin: AHEAD },
    );
    for (const row of root.querySelectorAll("[data-activity]")) observer.observe(row);
    return () => observer.disconnect();
  }, [lines, scroller]);
}
