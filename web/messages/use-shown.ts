import { useMemo } from "react";
import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { Change, RoomHandle, RoomView } from "../room/room-view.ts";
import { changesOf, shownMessage, type ShownMessage } from "../room/shown-message.ts";
import { useRoomView } from "../room/use-room.ts";

/** A message as it is now. Whatever else happens in the room, it stays the same value, so that its row is not drawn anew. */
export function useShown(
  handle: RoomHandle,
  event: MessagePosted,
  me: PersonId,
): { shown: ShownMessage; changes: readonly Change[] } {
  const { seq } = event;
  const state = useRoomView(handle, ({ room }) => room.states.get(seq));
  const isPinned = useRoomView(handle, ({ room }) => room.pins.includes(seq));
  const changes = useRoomView(
    handle,
    useMemo(() => changesAbout(seq), [seq]),
  );
  return useMemo(
    () => ({ shown: shownMessage({ event, state, isPinned, changes, me }), changes }),
    [event, state, isPinned, changes, me],
  );
}

/** Selects what is wished for one message: the same list, as long as it holds the same. */
function changesAbout(seq: number): (view: RoomView) => readonly Change[] {
  let last: readonly Change[] = [];
  return ({ changes }) => {
    const next = changesOf(changes, seq);
    const isSame = next.length === last.length && next.every((change, i) => change === last[i]);
    if (!isSame) last = next;
    return last;
  };
}
