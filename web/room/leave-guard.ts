import type { RoomHandle, RoomView } from "./room-view.ts";

/** Has the browser ask before `page` goes, while a room holds words that a reload would lose. Gives what ends it. */
export function guardLeaving(page: EventTarget, { view }: Pick<RoomHandle, "view">): () => void {
  const follow = ({ pending }: RoomView) => {
    const isNeeded = pending.some(({ unkept }) => unkept !== undefined);
    // Only while it is needed: pages that listen for their end are not kept for the back button by every browser.
    if (isNeeded) page.addEventListener("beforeunload", askFirst);
    else page.removeEventListener("beforeunload", askFirst);
  };
  // One for each room, so that one room's end does not take away another's.
  const askFirst = (event: Event) => event.preventDefault();
  const stop = view.subscribe(follow);
  follow(view.getState());
  return () => {
    stop();
    page.removeEventListener("beforeunload", askFirst);
  };
}
