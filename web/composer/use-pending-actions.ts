import { useMemo, type RefObject } from "react";
import type { CommandId } from "#protocol/ids.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { PendingActions } from "../timeline/pending-row.tsx";
import { isTouch } from "../ui/touch.ts";
import { beginEdit, editIn, isOf, leaveEdit } from "./edits.ts";
import { namesIn } from "./names-here.ts";
import type { Place } from "../place.ts";
import { toText } from "./tokens.ts";

/** What can be done with messages that wait or have failed, where they were written. */
export function usePendingActions(
  handle: RoomHandle,
  place: Place,
  field: RefObject<HTMLTextAreaElement | null>,
): PendingActions {
  return useMemo(
    () => pendingActions(handle, place, () => field.current?.focus()),
    [handle, place, field],
  );
}

function pendingActions(handle: RoomHandle, place: Place, focus: () => void): PendingActions {
  /** The row goes, and the button with it that had the focus. A finger does not ask for the keyboard. */
  const removed = (id: CommandId) => {
    if (isOf(editIn(place), { id })) leaveEdit(place);
    if (!isTouch()) focus();
  };
  return {
    retry(id) {
      handle.retry(id);
      removed(id);
    },
    discard(id) {
      handle.discard(id);
      removed(id);
    },
    edit({ id, body, action }) {
      const text = toText(body, namesIn(handle));
      beginEdit(place, { id }, action ? `/me ${text}` : text);
      focus();
    },
  };
}
