import { roomsInviting } from "#db/invitations.ts";
import { roomsOf } from "#db/memberships.ts";
import type { RoomId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import type { Author } from "../rooms.ts";
import { commandRoom } from "./room-command.ts";
import { hasNotHeard, newCommandId } from "./tell-room.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { World } from "./world.ts";

/** A room that is being moved or restarted answers the next time; and someone may have joined one at this very moment. */
const ROUNDS = 3;

/** No session of anybody's has this name, so no room takes it for one that is over. */
const BY_THE_COMMUNITY = "put-out";

/**
 * Shows someone who has been put out of every room out of it: first their sockets close, so that they learn that they are signed out
 * and not merely out of a room; then they leave, in their own name, and decline what they were asked into. A room that cannot be reached keeps a member who can sign in
 * nowhere.
 */
export async function showOut(
  world: World,
  who: Pick<Author, "person" | "name" | "role">,
  sessions: readonly string[],
): Promise<void> {
  const author: Author = { ...who, session: BY_THE_COMMUNITY };
  let rooms: RoomId[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await tellRooms(world, who.person, sessions);
    rooms = await roomsOf(world.database, who.person);
    const asked = await roomsInviting(world.database, who.person);
    const left = await Promise.all(rooms.map((room) => leave(world, room, author)));
    const declined = await Promise.all(asked.map((room) => decline(world, room, author)));
    rooms = rooms.filter((_, i) => !left[i]);
    if (left.length === 0 && declined.length === 0) return;
  }
  for (const room of rooms) log.fact("person.room_not_left", { room });
}

async function leave(world: World, room: RoomId, author: Author): Promise<boolean> {
  const id = newCommandId(world.now());
  return !hasNotHeard(await commandRoom(world, room, author, { type: "room.leave", id }));
}

async function decline(world: World, room: RoomId, author: Author): Promise<void> {
  const id = newCommandId(world.now());
  await commandRoom(world, room, author, { type: "member.uninvite", id, person: author.person });
}
