import { useEffect, type RefObject } from "react";
import type { PersonId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { isLookedAt, rowsInView } from "./in-view.ts";
import { isNewsTo } from "./news-in.ts";
import { markRead, positions } from "./read-position.ts";
import { SeenRows } from "./seen-rows.ts";
import { keyOf } from "../place.ts";
import { noteSeen } from "../receipts/seen-here.ts";

/** Scrolling moves rows in every frame; so often is looked. */
const LOOK_EVERY_MS = 250;
/** So often is said what was read, at most. */
const TELL_EVERY_MS = 1_000;

type Place = { handle: RoomHandle; me: PersonId; thread?: number };

/** Notes what was read of a room or thread: what stood on the screen for long enough, in a window that is looked at. */
export function useReading(
  { handle, me, thread }: Place,
  scroller: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const list = scroller.current;
    if (!list) return undefined;
    const key = keyOf({ room: handle.id, thread });
    const rows = new SeenRows();
    let told = 0;
    let toldAt = -Infinity;
    let lookedAt = -Infinity;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let dueAt = Infinity;

    const lookIn = (ms: number) => {
      const at = performance.now() + ms;
      if (dueAt <= at) return;
      clearTimeout(timer);
      dueAt = at;
      timer = setTimeout(look, ms);
    };
    const lookSoon = () => lookIn(LOOK_EVERY_MS);
    const look = () => {
      dueAt = Infinity;
      const now = performance.now();
      const isSeen = isLookedAt(list);
      if (!isSeen) tell(lookedAt);
      lookedAt = now;
      rows.look(isSeen ? messagesInView(list, handle, thread) : [], now);
      if (now - toldAt >= TELL_EVERY_MS) tell(now);
      const wait = rows.waitFor(told, now);
      if (wait !== null) lookIn(Math.max(wait, toldAt + TELL_EVERY_MS - now, LOOK_EVERY_MS));
      // What lies over the list may go without a word.
      else if (!isSeen && document.hasFocus()) lookIn(TELL_EVERY_MS);
    };
    const tell = (now: number) => {
      const seen = rows.seenAt(now);
      if (seen <= told) return;
      told = seen;
      toldAt = now;
      // Marked unread from here: it stays so until it is opened again.
      if (positions.getState().read[key]?.manual !== undefined) return;
      const { room, epoch } = handle.view.getState();
      const seq = thread === undefined ? readThrough(room, seen, me) : seen;
      const at = eventAt(room.timeline, seq)?.at;
      if (at !== undefined)
        markRead(handle.id, { seq, at, ...(epoch !== null && { epoch }) }, thread);
      // How far one is in a thread nobody is told.
      if (thread === undefined) noteSeen(me, handle.view.getState(), seen);
    };

    look();
    const stop = handle.view.subscribe(() => {
      // What came may be nothing to read, such as a reaction: it goes with what was seen.
      told = 0;
      lookSoon();
    });
    const stopMarks = positions.subscribe(({ read }, { read: was }) => {
      if (was[key]?.manual === undefined || read[key]?.manual !== undefined) return;
      // The mark that held it back is gone: what was seen all the while is read.
      told = 0;
      lookSoon();
    });
    // What arrives changes the page before it can be seen.
    const changes = new MutationObserver(lookSoon);
    changes.observe(list, { childList: true, subtree: true });
    list.addEventListener("scroll", lookSoon, { passive: true });
    document.addEventListener("focusin", lookSoon);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    return () => {
      // What was seen for long enough, and not told yet.
      tell(lookedAt);
      stop();
      stopMarks();
      clearTimeout(timer);
      changes.disconnect();
      list.removeEventListener("scroll", lookSoon);
      document.removeEventListener("focusin", lookSoon);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
    };
  }, [handle, me, thread, scroller]);
}

/** In a room a row's place is its event's number, whatever it shows; in a thread the messages name theirs. */
function messagesInView(list: HTMLElement, { view }: RoomHandle, thread?: number): number[] {
  const { timeline } = view.getState().room;
  const name = thread === undefined ? "index" : "seq";
  const rows = rowsInView(list, list.querySelectorAll<HTMLElement>(`[data-${name}]`));
  return rows
    .map((row) => Number(row.dataset[name]) + (thread === undefined ? 1 : 0))
    .filter((seq) => eventAt(timeline, seq) !== undefined);
}

/** With a message is read what follows it and is no message of others: what they say next is what was not read. */
export function readThrough(
  { timeline, seq: head }: RoomView["room"],
  seq: number,
  me: PersonId,
): number {
  for (let next = seq + 1; next <= head; next += 1) {
    const event = eventAt(timeline, next);
    if (!event || isNewsTo(event, me)) return next - 1;
  }
  return head;
}
