import { useEffect } from "react";
import type { RoomId } from "#protocol/ids.ts";
import { browserClock } from "../clock.ts";
import { sawNote } from "./note-news.ts";
import type { OpenNote } from "./open-note.ts";

/** While a note is shown and has a line, all that happens in it is seen. */
export function useSeen(room: RoomId, { facts }: OpenNote): void {
  useEffect(() => {
    const look = () => {
      const { isSynced, aheadMs } = facts.getState().line;
      if (isSynced) sawNote(room, browserClock.now() + aheadMs);
    };
    look();
    // What others write comes without a word about the line, so the end of looking counts as well.
    const stop = facts.subscribe(look);
    document.addEventListener("visibilitychange", look);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", look);
      look();
    };
  }, [room, facts]);
}
