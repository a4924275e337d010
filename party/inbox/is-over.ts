import type { PlaceUnread } from "#protocol/inbox/unread.ts";
import { isInvited, isNamedInNote } from "./activity.ts";
import type { Notice } from "./due-notices.ts";
import type { InboxState } from "./inbox-state.ts";

/** Whether there is nothing more to tell of it: it was read, answered, or is not theirs to read any more. */
export function isOver({ room, seq, thread, isInvitation, mention }: Notice, state: InboxState) {
  if (isInvitation) return !isInvited(state, room, seq);
  const held = state.rooms.get(room);
  if (!held?.unread.isMember) return true;
  if (mention) return !isNamedInNote(state, room, seq);
  const place: PlaceUnread | undefined =
    thread === undefined ? held.unread : held.unread.threads.get(thread);
  return place === undefined || seq <= place.read;
}
