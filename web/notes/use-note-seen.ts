import { useEffect } from "react";
import type { RoomId } from "#protocol/ids.ts";
import { markSeen } from "../activity/seen.ts";
import { inbox } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";

/** Whoever looks at the note has seen that they are named in it. `isShown`: as it is now. */
export function useNoteSeen(room: RoomId, isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return;
    const look = () => {
      // In a page that lies behind another nobody has seen anything.
      if (document.hasFocus()) markSeen(unseenIn(room));
    };
    look();
    window.addEventListener("focus", look);
    const stop = inbox.subscribe(look);
    return () => {
      window.removeEventListener("focus", look);
      stop();
    };
  }, [room, isShown]);
}

function unseenIn(room: RoomId): number[] {
  const onItsWay = wishes.all().flatMap((wish) => (wish.type === "seen" ? [...wish.activity] : []));
  return [...inbox.getState().entries.values()].flatMap((entry) => {
    const isNamed = entry.kind === "activity" && entry.what === "note" && entry.room === room;
    return isNamed && !entry.isSeen && !onItsWay.includes(entry.id) ? [entry.id] : [];
  });
}
