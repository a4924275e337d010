import { roomsOf } from "#db/memberships.ts";
import type { PersonId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import { tellRoom } from "./tell-room.ts";
import type { World } from "./world.ts";

/**
 * Tells every room of this person, and their inbox, which sessions are over, so that their sockets close now and tokens that were given out are no
 * use there. A room that cannot be reached is left to the tokens' own end: five minutes and a half at the most (docs/security.md).
 */
export async function tellRooms(
  { database, rooms, inboxes }: World,
  person: PersonId,
  sessions: readonly string[],
): Promise<void> {
  if (sessions.length === 0) return;
  const theirs = await roomsOf(database, person);
  const inbox = tellRoom(() => inboxes.signedOut(person, sessions));
  await Promise.all(
    theirs.map(async (room) => {
      const told = await tellRoom(() => rooms.signedOut(room, sessions));
      if (!told.ok) log.fact("session.room_not_told", { room });
    }),
  );
  if (!(await inbox).ok) log.fact("session.inbox_not_told", { person });
}
