import { roomsOf } from "#db/memberships.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { log } from "../log.ts";
import { tellRoom } from "./tell-room.ts";
import type { World } from "./world.ts";

/**
 * Tells the notes of every room of this person what they are from now on: whoever may only read any more stops writing now. A note that
 * cannot be reached goes by their token, which is good for five minutes and a half at the most.
 */
export async function tellRole(
  { database, notes }: World,
  person: PersonId,
  role: CommunityRole,
): Promise<void> {
  const theirs = await roomsOf(database, person);
  await Promise.all(
    theirs.map(async (room) => {
      const told = await tellRoom(() => notes.roleIs(room, person, role));
      if (!told.ok) log.fact("role.note_not_told", { room });
    }),
  );
}
