import { beginEdit, editIn, keepEdit } from "../composer/edits.ts";
import { namesIn } from "../composer/names-here.ts";
import type { Place } from "../composer/place.ts";
import { toText } from "../composer/tokens.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";

/** Puts a message into the composer to be written anew. `words`: what it is to say so far, where that is another text than it has. */
export function editMessage(handle: RoomHandle, shown: ShownMessage, words?: string): void {
  const { thread, alsoInRoom, seq } = shown.event;
  const names = namesIn(handle);
  const place: Place = { room: handle.id, ...(thread !== undefined && !alsoInRoom && { thread }) };
  beginEdit(place, { target: seq, revision: shown.revision }, toText(shown.body, names));
  const edit = editIn(place);
  if (words !== undefined && edit) keepEdit(place, edit, toText(words, names));
  focusComposer(place);
}

/** Where one writes in the room, or in the thread beside it. */
export function focusComposer({ thread }: Place): void {
  const form = thread === undefined ? "form:not([data-thread])" : `form[data-thread="${thread}"]`;
  document.querySelector<HTMLElement>(`#page ${form} textarea`)?.focus();
}
