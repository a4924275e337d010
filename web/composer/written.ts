import type { CommandId } from "#protocol/ids.ts";
import { MAX_BODY_UNITS } from "#protocol/limits.ts";
import type { Posted, RoomHandle } from "../room/room-view.ts";
import { clearDraft, draftIn, keepDraft } from "./drafts.ts";
import { endEdit, type Edit } from "./edits.ts";
import { namesIn } from "./names-here.ts";
import type { Place } from "../place.ts";
import { toBody, toText } from "./tokens.ts";

/** The text with tokens for names, as it will be stored: what counts is its length. */
export function bodyOf(text: string, handle: RoomHandle): string {
  // It will not be sent as it is, whoever it names.
  return text.length > MAX_BODY_UNITS * 2 ? text : toBody(text, namesIn(handle)).body;
}

/** Sends what is written in a place. Where it is refused, all of it stays. */
export function sendWritten(
  handle: RoomHandle,
  place: Place,
  text: string,
  edit: Edit | null,
): Posted {
  const posted = post(handle, place, bodyOf(text, handle), edit);
  if (!posted.ok) return posted;
  sent(place, edit, posted.id);
  return posted;
}

/** Sends several in a row, the first of them as the answer that it is. Where one is refused, it and the rest stay. */
export function sendParts(
  handle: RoomHandle,
  place: Place,
  parts: readonly string[],
  edit: Edit | null,
): Posted {
  let posted: Posted = { ok: false, code: "body_empty" };
  // All of it is for the room, or none; once the first is sent, the draft does not say so any more.
  const alsoInRoom = edit === null && draftIn(place).alsoInRoom;
  for (const [at, part] of parts.entries()) {
    posted = post(handle, place, part, at === 0 ? edit : null, alsoInRoom);
    if (posted.ok && at === 0) sent(place, edit, posted.id);
    if (!posted.ok) {
      if (at > 0) putBefore(place, toText(parts.slice(at).join("\n\n"), namesIn(handle)));
      return posted;
    }
  }
  return posted;
}

/** Another draft may have waited for an edit to end. */
function putBefore(place: Place, rest: string): void {
  const { text } = draftIn(place);
  keepDraft(place, text === "" ? rest : `${rest}\n\n${text}`);
}

function sent(place: Place, edit: Edit | null, as: CommandId): void {
  if (edit) endEdit(place);
  else clearDraft(place, as);
}

function post(
  handle: RoomHandle,
  place: Place,
  body: string,
  edit: Edit | null,
  alsoInRoom = draftIn(place).alsoInRoom,
): Posted {
  if (edit === null) {
    const { replyTo } = draftIn(place);
    return handle.post(body, { replyTo, thread: place.thread, alsoInRoom });
  }
  if ("target" in edit) return handle.edit(edit.target, body);
  // Other words do not change what it answers, nor where it is said, also where another tab has sent or deleted it meanwhile.
  const failed = handle.view.getState().pending.find(({ id }) => id === edit.id);
  const { replyTo, thread, alsoInRoom: wasForRoom } = failed ?? { thread: place.thread };
  return handle.post(body, { instead: edit.id, replyTo, thread, alsoInRoom: wasForRoom });
}
