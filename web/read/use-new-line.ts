import { useEffect, useState } from "react";
import type { PersonId } from "#protocol/ids.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import type { FirstUnread, ReadBefore } from "./first-unread.ts";
import { opened, positions } from "./read-position.ts";
import { keyOf, type Place } from "../place.ts";

/** Where the line was placed. */
type Placed = {
  before: ReadBefore;
  /** What came later is no news to whoever looks on; null while the room is still being told what was missed. */
  head: number | null;
  /** Counts the placings. */
  turn: number;
};

export type NewLine = {
  /** The message over which it stands; it may not be loaded yet. Null: all was read. */
  seq: number | null;
  /** Whether nothing that loads can move it. */
  isSure: boolean;
  /** What it goes by. */
  before: ReadBefore | null;
  /** Another number when it was placed anew. */
  turn: number;
  /** The place was just opened, and what was missed is still being told. */
  isOpening: boolean;
  /** For who comes back: places it where they stopped reading. */
  placeAnew: () => void;
  /** The same line, by what is known of reading now. */
  correct: () => void;
  takeAway: () => void;
};

type Opened = { handle: RoomHandle; me: PersonId; thread?: number };
type Find = (before: ReadBefore, head: number) => FirstUnread | null;

/**
 * The "new" line of a room or thread: placed when it is opened, stays while one reads. `find` looks for the first message that is new;
 * mount it anew for each opening.
 */
export function useNewLine({ handle, me, thread }: Opened, find: Find): NewLine {
  const place = { room: handle.id, thread };
  const head = useRoomView(handle, ({ room }) => room.seq);
  const isLive = useRoomView(handle, ({ connection }) => connection.at === "live");
  const [placed, setPlaced] = useState<Placed | null>(() => ({
    before: readBefore(place, me),
    head: null,
    turn: 0,
  }));
  if (placed?.head === null && isLive) setPlaced({ ...placed, head });
  const found = placed && find(placed.before, placed.head ?? head);
  const { position } = placed?.before ?? {};
  if (placed && placed.head !== null && found?.isSure && position?.manual !== found.seq) {
    // From now on it goes by what it was found over, whatever is loaded or deleted.
    const fixed = { seq: 0, at: 0, ...position, manual: found.seq };
    setPlaced({ ...placed, before: { ...placed.before, position: fixed } });
  }

  const placeAnew = () =>
    setPlaced((now) => ({
      before: readBefore(place, me),
      head: handle.view.getState().room.seq,
      turn: (now?.turn ?? 0) + 1,
    }));

  useEffect(() => {
    opened(handle.id, thread);
  }, [handle, thread]);

  return {
    seq: found?.seq ?? null,
    isSure: found?.isSure ?? false,
    before: placed?.before ?? null,
    turn: placed?.turn ?? 0,
    isOpening: placed?.head === null,
    placeAnew,
    correct: () => setPlaced((now) => now && { ...now, before: readBefore(place, me) }),
    takeAway: () => setPlaced(null),
  };
}

export function readBefore(place: Place, me: PersonId): ReadBefore {
  const { read, since } = positions.getState();
  return { me, since, position: read[keyOf(place)], seenInRoom: read[place.room]?.seq };
}
