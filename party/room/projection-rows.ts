import type { RoomFacts } from "#protocol/room-state.ts";
import { KEY } from "./keys.ts";

/** What changed in the room's name and members, so that waking up need not read the whole log. */
export function projectionRows(before: RoomFacts, after: RoomFacts): Map<string, string> {
  const rows = new Map<string, string>();
  if (after.info !== before.info) rows.set(KEY.info, JSON.stringify(after.info));
  if (after.pins !== before.pins) rows.set(KEY.pins, JSON.stringify(after.pins));
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
