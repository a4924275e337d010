import type { RoomState } from "#protocol/room-state.ts";
import { KEY } from "./keys.ts";

/** What changed in the room's name and members, so that waking up need not read the whole log. */
export function projectionRows(before: RoomState, after: RoomState): Map<string, string> {
  const rows = new Map<string, string>();
  if (after.info !== before.info) rows.set(KEY.info, JSON.stringify(after.info));
  // Most events change no membership, and then nobody has to be compared.
  if (after.members !== before.members) {
    for (const [person, member] of Object.entries(after.members)) {
      if (member !== before.members[person]) {
        rows.set(KEY.member(person), JSON.stringify(member));
      }
    }
  }
  return rows;
}
