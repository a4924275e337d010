import { useEffect } from "react";
import { eventAt } from "#protocol/timeline.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { markRead } from "./read-position.ts";

/** As long as somebody needs to have seen it (behaviour.md §3). */
const SEEN_AFTER_MS = 1_000;
/** So near to its end the newest message is on the screen. */
const NEAR_END_PX = 100;

/** Notes what was read: the newest message, on the screen of a window that is looked at. The one place that does so for rooms. */
export function useReading(handle: RoomHandle): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      if (!isSeen()) {
        clearTimeout(timer);
        timer = undefined;
      } else timer ??= setTimeout(seen, SEEN_AFTER_MS);
    };
    const seen = () => {
      timer = undefined;
      if (isSeen()) markAllRead(handle);
    };
    look();
    const stop = handle.view.subscribe(look);
    // Scrolling does not bubble.
    document.addEventListener("scroll", look, { capture: true, passive: true });
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    return () => {
      stop();
      clearTimeout(timer);
      document.removeEventListener("scroll", look, { capture: true });
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
    };
  }, [handle]);
}

/** All that is known of the room counts as seen. */
export function markAllRead(handle: RoomHandle): void {
  const { seq, timeline } = handle.view.getState().room;
  const last = eventAt(timeline, seq);
  if (last) markRead(handle.id, { seq, at: last.at });
}

function isSeen(): boolean {
  const list = document.querySelector("#page [role='log']");
  if (!list || !document.hasFocus()) return false;
  return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
}
