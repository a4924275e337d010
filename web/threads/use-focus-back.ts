import { useLayoutEffect, type RefObject } from "react";

/**
 * Whoever is in the panel when it goes comes back to the message in the room, or to where one writes. The panel gives the focus back to
 * what opened it; the tools of a message, or a link, are not there any more.
 */
export function useFocusBack(panel: RefObject<HTMLElement | null>, root: number): void {
  useLayoutEffect(() => {
    const element = panel.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      queueMicrotask(() => {
        if (document.activeElement !== document.body) return;
        const place =
          document.querySelector<HTMLElement>(`#page [data-thread-line="${root}"]`) ??
          document.querySelector<HTMLElement>(`#page [data-row][data-seq="${root}"]`) ??
          document.querySelector<HTMLElement>("#page form:not([data-thread]) textarea");
        place?.focus({ preventScroll: true });
      });
    };
  }, [panel, root]);
}
