import { useEffect, useState, useSyncExternalStore, type RefObject } from "react";
import type { PersonId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import { useText } from "../i18n/i18n.ts";
import { offerRoomActions } from "../room/room-actions.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { counts } from "../inbox/counts-store.ts";
import { PADDING, topFor } from "../timeline/anchor.ts";
import type { ListScroll } from "../timeline/list-scroll.ts";
import { announce } from "../ui/announcer.tsx";
import { firstUnreadIn } from "./first-unread.ts";
import { markRoomsRead } from "./mark-rooms-read.ts";
import { NewsBanner } from "./news-banner.tsx";
import { readText } from "./read.text.ts";
import { newsFrom, useUnreadCount } from "./unread-count.ts";
import { useLineMoves } from "./use-line-moves.ts";
import { readBefore, type NewLine } from "./use-new-line.ts";
import { useReading } from "./use-reading.ts";
import { useReturn } from "./use-return.ts";
import { keyOf } from "../place.ts";

type RoomNewsProps = {
  handle: RoomHandle;
  me: PersonId;
  line: NewLine;
  scroll: ListScroll;
  scroller: RefObject<HTMLElement | null>;
  onJump: (seq: number) => void;
};

/** What a room does about what is new in it: notes what was read, and leads to the line until somebody was there. */
export function RoomNews({ handle, me, line, scroll, scroller, onJump }: RoomNewsProps) {
  "use no memo";
  const t = useText(readText);
  const { seq } = line;
  const where = useSyncExternalStore(scroll.subscribe, () => whereIs(seq, scroll));
  const wasReached = useReached(line, scroll);
  const count = useNewsCount(handle, me, line);
  const at = useRoomView(handle, ({ room }) => eventAt(room.timeline, seq ?? 0)?.at);
  useReading({ handle, me }, scroller);
  useLineMoves(keyOf({ room: handle.id }), line);

  useReturn(
    () => handle.view.getState().room.seq,
    (left) => {
      const { timeline, seq: head } = handle.view.getState().room;
      const before = readBefore({ room: handle.id }, me);
      const first = firstUnreadIn(timeline, head, before, counts.getState()[handle.id]?.from);
      // Whoever had not read to the end goes on at the line that they know.
      if (first && first.seq > left) line.placeAnew();
    },
  );
  useEffect(() => {
    if (wasReached) announce(count === null ? t.begins : t.newFrom(count));
    // oxlint-disable-next-line react/exhaustive-deps -- It is said once, with the words of that moment.
  }, [wasReached]);
  useEffect(
    () => (seq === null ? undefined : offerRoomActions({ jumpToNew: () => onJump(seq) })),
    // oxlint-disable-next-line react/exhaustive-deps -- What jumps is the list's for as long as it lives.
    [seq],
  );

  if (seq === null || where !== "above" || wasReached) return null;
  return (
    <NewsBanner
      count={count}
      since={at ?? line.before?.position?.at ?? null}
      onJump={() => onJump(seq)}
      onRead={() => {
        markRoomsRead([{ id: handle.id, lastAt: null }]);
        // The button goes, and its focus must not be lost.
        scroller.current?.focus({ preventScroll: true });
      }}
    />
  );
}

/** Where the line is, seen from what is on the screen. */
function whereIs(seq: number | null, { anchor, layout }: ListScroll) {
  if (seq === null) return "nowhere";
  const below = PADDING + layout.heights.above(seq - 1) - topFor(anchor, layout);
  return below < 0 ? "above" : below < layout.view ? "in sight" : "below";
}

/** Whether somebody was at the line since it was placed. */
function useReached({ seq, turn }: NewLine, scroll: ListScroll): boolean {
  const [reached, setReached] = useState<number | null>(null);
  useEffect(() => {
    const look = () => whereIs(seq, scroll) === "in sight" && setReached(turn);
    // Not before it is painted: a room that opens at a message of its address has been at its line by then, and nobody saw it.
    const frame = requestAnimationFrame(look);
    const stop = scroll.subscribe(look);
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [seq, turn, scroll]);
  return reached === turn;
}

/** How much is new; null where that is not known. */
function useNewsCount(handle: RoomHandle, me: PersonId, { seq, turn }: NewLine): number | null {
  const loaded = useRoomView(handle, ({ room }) =>
    seq === null ? null : newsFrom(room.timeline, seq, room.seq, me),
  );
  const unread = useUnreadCount(handle.id);
  const [told, setTold] = useState({ turn, unread });
  // As it was when the line was placed: reading makes it less.
  if (told.turn !== turn || (told.unread === null && unread !== null)) setTold({ turn, unread });
  return loaded ?? told.unread;
}
