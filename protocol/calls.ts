import * as v from "valibot";
import { MAX_CALLED_BY_MEMBERS } from "./limits.ts";
import { may, type CommunityRole } from "./roles.ts";
import type { RoomFacts } from "./room-state.ts";

/** Whom a message calls besides those it names: everyone in the room, or those of them who are here now. */
export const Call = v.picklist(["room", "here"]);
export type Call = v.InferOutput<typeof Call>;

export function isCall(id: string): id is Call {
  return id === "room" || id === "here";
}

/** How a call stands in a body. Text is never looked through for one: whoever calls says so beside it. */
export function callToken(call: Call): string {
  return `<@${call}>`;
}

/** Whether a message that called `before` may go on to call `now`: an edit never calls more than was called. */
export function mayStillCall(before: Call | undefined, now: Call): boolean {
  return before === now || before === "room";
}

type Caller = { person: string; role: CommunityRole };

/** Why somebody may not call the room, or null when they may: the one rule of the room and of the page. */
export function objectionToCalling(
  { members }: Pick<RoomFacts, "members">,
  { person, role }: Caller,
): "not_allowed" | "call_too_large" | null {
  if (!may(role, "message.call")) return "not_allowed";
  if (may(role, "message.call_many") || members[person]?.role === "owner") return null;
  return Object.keys(members).length > MAX_CALLED_BY_MEMBERS ? "call_too_large" : null;
}
