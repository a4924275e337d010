import { roomsOf } from "#db/memberships.ts";
import { noteTold, untoldName } from "#db/names.ts";
import type { PersonId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import { hasNotHeard, newCommandId, tellRoom } from "./tell-room.ts";
import type { World } from "./world.ts";

/**
 * Tells every room of this person what they are called by now. A room that cannot be reached hears it when they next refresh their
 * session: until all have heard it, their account knows that it is untold.
 */
export async function tellName(world: World, person: PersonId): Promise<void> {
  const { database, rooms, now } = world;
  // Before the rooms are looked up: whoever comes into one after that by an old name makes this version an old one (db/archive.ts).
  const untold = await untoldName(database, person);
  if (!untold) return;
  const { name: to, version } = untold;
  const by = { person, name: to, role: "member", session: "the API" } as const;
  const theirs = await roomsOf(database, person);
  const answers = await Promise.all(
    theirs.map((room) =>
      tellRoom(() =>
        rooms.command(room, by, { type: "member.rename", id: newCommandId(now()), to }),
      ),
    ),
  );
  const missed = answers.filter(hasNotHeard).length;
  if (missed === 0) await noteTold(database, person, version);
  else log.fact("name.rooms_not_told", { rooms: missed });
}
