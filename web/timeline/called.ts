import type { RoomEvent } from "#protocol/events.ts";
import type { RoomState } from "#protocol/room-state.ts";
import { calledText } from "./called.text.ts";

/** Who said it: members by the name that they have today, so that nobody looks like two people (docs/decisions/0028). */
export function nameOf(event: RoomEvent, members: RoomState["members"]): string {
  return members[event.by]?.name || nameThen(event);
}

/** What they were called when it happened. */
export function nameThen({ name }: RoomEvent): string {
  return name || calledText.get().formerMember;
}
