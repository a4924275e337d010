import { beginEdit, editIn, keepEdit } from "../composer/edits.ts";
import { namesIn } from "../composer/names-here.ts";
import type { Place } from "../place.ts";
import { toText } from "../composer/tokens.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";

type Editing = {
  /** What it is to say so far, where that is another text than it has. */
  words?: string;
  /** Where one writes; undefined: where it was said. */
  place?: Place;
};

/** Puts a message into the composer to be written anew. */
export function editMessage(
  handle: RoomHandle,
  shown: ShownMessage,
  { words, place = placeOf(handle, shown) }: Editing = {},
): void {
  const { seq } = shown.event;
  const names = namesIn(handle);
  beginEdit(place, { target: seq, revision: shown.revision }, toText(shown.body, names));
  const edit = editIn(place);
  if (words !== undefined && edit) keepEdit(place, edit, toText(words, names));
  focusComposer(place);
}

function placeOf({ id }: RoomHandle, { event: { thread, alsoInRoom } }: ShownMessage): Place {
  return { room: id, ...(thread !== undefined && !alsoInRoom && { thread }) };
}

/** Where one writes in the room, or in the thread beside it. */
export function focusComposer({ thread }: Place): void {
  const form = thread === undefined ? "form:not([data-thread])" : `form[data-thread="${thread}"]`;
  document.querySelector<HTMLElement>(`#page ${form} textarea`)?.focus();
}
