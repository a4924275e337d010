import type { RoomFacts } from "#protocol/room-state.ts";
import type { Who } from "../object/ports.ts";

/** What someone is called here. A member's name is the room's own affair: a token tells one of up to five minutes ago. */
export function asCalled({ members }: Pick<RoomFacts, "members">, { id, name }: Who): Who {
  return { id, name: members[id]?.name ?? name };
}
