import { useEffect, type RefObject } from "react";
import { eventAt } from "#protocol/timeline.ts";
import { markRead } from "../read/read-position.ts";
import type { RoomHandle } from "../room/room-view.ts";

/** As long as somebody needs to have seen it (behaviour.md §3). */
const SEEN_AFTER_MS = 1_000;

/** Notes what was read of a thread: what stood on the screen, in a window that is looked at, for long enough. */
export function useThreadReading(
  handle: RoomHandle,
  root: number,
  list: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    let waiting: { upTo: number; timer: ReturnType<typeof setTimeout> } | null = null;
    const look = () => {
      const upTo = lastSeen(list.current);
      // Whoever scrolls back has not stopped having seen what they see now.
      if (waiting && upTo < waiting.upTo) {
        clearTimeout(waiting.timer);
        waiting = null;
      }
      if (upTo > 0 && !waiting) {
        waiting = { upTo, timer: setTimeout(() => seen(upTo), SEEN_AFTER_MS) };
      }
    };
    const seen = (upTo: number) => {
      waiting = null;
      if (lastSeen(list.current) < upTo) return look();
      const event = eventAt(handle.view.getState().room.timeline, upTo);
      if (event) markRead(handle.id, { seq: upTo, at: event.at }, root);
      // More may have come meanwhile.
      if (lastSeen(list.current) > upTo) look();
    };
    look();
    const element = list.current;
    // What arrives changes the page before it can be seen.
    const changes = new MutationObserver(look);
    if (element) changes.observe(element, { childList: true, subtree: true });
    element?.addEventListener("scroll", look, { passive: true });
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    return () => {
      changes.disconnect();
      if (waiting) clearTimeout(waiting.timer);
      element?.removeEventListener("scroll", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
    };
  }, [handle, root, list]);
}

/** The last message of which the end, or most of the window full, is on the screen; 0: nobody looks. */
function lastSeen(list: HTMLElement | null): number {
  if (!list || !document.hasFocus()) return 0;
  const window = list.getBoundingClientRect();
  if (window.height === 0) return 0;
  let last = 0;
  for (const row of list.querySelectorAll<HTMLElement>("[data-seq]")) {
    const { top, bottom } = row.getBoundingClientRect();
    const isSeen = bottom <= window.bottom + 1 && bottom > window.top;
    const fillsWindow = top <= window.top && bottom >= window.bottom;
    if (isSeen || fillsWindow) last = Math.max(last, Number(row.dataset["seq"]));
  }
  return last;
}
