import { editEndOf } from "#protocol/edit-window.ts";
import type { MessagePosted } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";
import { eventAt } from "#protocol/timeline.ts";
import { browserClock } from "../clock.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { messageAt, type ShownMessage } from "../room/shown-message.ts";
import { editWindow } from "../session/edit-window.ts";
import { textOf } from "./edited-elsewhere.ts";
import { beginEdit } from "./edits.ts";
import type { Place } from "../place.ts";

/** Who has said nothing among so many does not mean what they said before. */
const LOOKS_BACK = 1_000;

/** Begins to edit what this person has said last in a place. False where there is nothing, it is still on its way, or the time for it is over. */
export function editLast(handle: RoomHandle, place: Place, me: PersonId): boolean {
  const view = handle.view.getState();
  const waiting = view.pending.findLast(({ thread }) => thread === place.thread);
  if (waiting) {
    if (waiting.send.at !== "failed") return false;
    const text = textOf(waiting, handle);
    beginEdit(place, { id: waiting.id }, waiting.action ? `/me ${text}` : text);
    return true;
  }
  const last = lastOwn(view, place, me);
  if (last) editMessage(handle, place, last);
  return last !== null;
}

/** Begins to edit a message that the room has. Words of an edit that was refused are not lost: it goes on with them. */
export function editMessage(handle: RoomHandle, place: Place, message: ShownMessage): void {
  const { event, revision, edit } = message;
  const body = edit?.send.at === "failed" ? edit.body : message.body;
  beginEdit(place, { target: event.seq, revision }, textOf({ body }, handle));
}

function lastOwn(view: RoomView, place: Place, me: PersonId): ShownMessage | null {
  const { seq: newest, timeline } = view.room;
  for (let seq = newest; seq > Math.max(0, newest - LOOKS_BACK); seq -= 1) {
    const event = eventAt(timeline, seq);
    // What is not loaded may be a later one.
    if (event === undefined) return null;
    const isOwn = event.type === "message.posted" && event.by === me && isSaidIn(event, place);
    const message = isOwn && !event.imported ? messageAt(view, seq, me) : null;
    if (!message || message.deleted || message.isGoing) continue;
    // The time of all that was said before is over, too.
    return browserClock.now() < editEndOf(event, editWindow()) ? message : null;
  }
  return null;
}

function isSaidIn({ seq, thread, alsoInRoom }: MessagePosted, place: Place): boolean {
  if (place.thread === undefined) return thread === undefined || alsoInRoom === true;
  return thread === place.thread || seq === place.thread;
}
