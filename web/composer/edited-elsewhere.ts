import type { PersonId } from "#protocol/ids.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { messageAt, type ShownMessage } from "../room/shown-message.ts";
import type { Edit } from "./edits.ts";
import { namesIn } from "./names-here.ts";
import { toText } from "./tokens.ts";

/** Whether the message says something else by now than when its edit began, on another device for example. */
export function isStale(edit: Edit, handle: RoomHandle, me: PersonId): boolean {
  const now = messageOf(edit, handle, me);
  if (!now || now.deleted || !("target" in edit)) return false;
  return now.revision > edit.revision && textOf(now, handle) !== edit.was;
}

/** The edit by somebody who has seen what the message says now. */
export function asOfNow(edit: Edit, handle: RoomHandle, me: PersonId): Edit {
  const now = messageOf(edit, handle, me);
  return now ? { ...edit, revision: now.revision } : edit;
}

/** As people would write what it says now. */
export function textOf({ body }: Pick<ShownMessage, "body">, handle: RoomHandle): string {
  return toText(body, namesIn(handle));
}

export function messageOf(edit: Edit, handle: RoomHandle, me: PersonId): ShownMessage | null {
  return "target" in edit ? messageAt(handle.view.getState(), edit.target, me) : null;
}
