import { roomsOf } from "#db/memberships.ts";
import type { PersonId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import { tellRoom } from "./tell-room.ts";
import type { World } from "./world.ts";

/**
 * Tells every room of this person, and their inbox, which sessions are over, so that their sockets close now, tokens that were given out are no
 * use there, and nothing is pushed to their browsers. A room that cannot be reached is left to the tokens' own end: five minutes and a half at the
 * most (docs/security.md).
 * @throws where rooms cannot be listed, but not before the inbox has heard.
 */
export async function tellRooms(
  world: World,
  person: PersonId,
  sessions: readonly string[],
): Promise<void> {
  if (sessions.length === 0) return;
  // Neither waits for the other: a socket is to close within a second, and a lost phone is to hear no more without the database, too.
  const told = await Promise.allSettled([
    tellInbox(world, person, sessions),
    tellEachRoom(world, person, sessions),
  ]);
  for (const each of told) if (each.status === "rejected") throw each.reason;
}

async function tellInbox(
  { inboxes }: World,
  person: PersonId,
  sessions: readonly string[],
): Promise<void> {
  const told = await tellRoom(() => inboxes.signedOut(person, sessions));
  if (!told.ok) log.fact("session.inbox_not_told", { person });
}

async function tellEachRoom(
  { database, rooms }: World,
  person: PersonId,
  sessions: readonly string[],
): Promise<void> {
  const theirs = await roomsOf(database, person);
  await Promise.all(
    theirs.map(async (room) => {
      const told = await tellRoom(() => rooms.signedOut(room, sessions));
      if (!told.ok) log.fact("session.room_not_told", { room });
    }),
  );
}
