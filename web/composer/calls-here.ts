import { mayStillCall, objectionToCalling, type Call } from "#protocol/calls.ts";
import { CALLS_UNASKED } from "#protocol/limits.ts";
import { callIn } from "../room/mentions-in.ts";
import { eventAt } from "#protocol/timeline.ts";
import type { RoomHandle, RoomView } from "../room/room-view.ts";
import { sessionStore } from "../session/session.ts";
import { draftIn } from "./drafts.ts";
import type { Edit } from "./edits.ts";
import type { Place } from "../place.ts";

export const CALLS: readonly Call[] = ["room", "here"];

/** Why a call is none where one writes. */
type NoCall = ReturnType<typeof objectionToCalling> | "thread" | "edit";

/** Why whoever is signed in may not call this room, or null when they may. */
export function objectionHere({
  members,
}: RoomView["room"]): ReturnType<typeof objectionToCalling> {
  const who = sessionStore.getState();
  if (who.at !== "signed_in") return "not_allowed";
  return objectionToCalling({ members }, { person: who.person.id, role: who.person.role });
}

/** The same for what is written in this place, and may be an edit. */
export function objectionTo(
  call: Call,
  handle: RoomHandle,
  place: Place,
  edit: Edit | null,
): NoCall {
  const { room, pending } = handle.view.getState();
  if (edit && "target" in edit) {
    const event = eventAt(room.timeline, edit.target);
    const before = event?.type === "message.posted" ? event.calls : undefined;
    return mayStillCall(before, call) ? null : "edit";
  }
  const unsent = edit && pending.find(({ id }) => id === edit.id);
  const { alsoInRoom } = unsent ?? draftIn(place);
  if (place.thread !== undefined && !alsoInRoom) return "thread";
  return objectionHere(room);
}

/** How many people a call may tell: all of the room but whoever calls. */
export function countIn({ members }: RoomView["room"]): number {
  return Math.max(0, Object.keys(members).length - 1);
}

/** Whom a message calls, and how many people that may be. */
export type Called = { call: Call; count: number };

/** Whether whoever calls so many is asked first. */
export function asksBefore(called: Called | null): called is Called {
  return called !== null && called.count > CALLS_UNASKED;
}

/** Whom a body calls when it is sent from this place. An edit calls nobody anew. */
export function calledBy(
  body: string,
  handle: RoomHandle,
  place: Place,
  edit: Edit | null,
): Called | null {
  const call = edit && "target" in edit ? undefined : callIn(body);
  if (call === undefined || objectionTo(call, handle, place, edit) !== null) return null;
  return { call, count: countIn(handle.view.getState().room) };
}
