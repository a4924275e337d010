import { noteInvitations } from "#db/invitations.ts";
import { noteMembership } from "#db/memberships.ts";
import type { MemberInvite, SocketCommand } from "#protocol/commands.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import type { Answer, Author, Done } from "../rooms.ts";
import type { World } from "./world.ts";

/** Gives a room a command of someone's; when somebody came, went or was invited by it, the directory learns of it at once. */
export async function commandRoom(
  world: World,
  room: RoomId,
  by: Author,
  command: SocketCommand | MemberInvite,
): Promise<Answer<Done>> {
  const done = await world.rooms.command(room, by, command);
  if (done.ok)
    await Promise.all(done.value.events.map((event) => tellDirectory(world, room, event)));
  return done;
}

/** What the room has decided stands, whether or not the directory hears of it now. */
async function tellDirectory({ database }: World, room: RoomId, event: RoomEvent): Promise<void> {
  try {
    await noteInvitations(database, room, event);
    if (event.type !== "member.joined" && event.type !== "member.left") return;
    const isMember = event.type === "member.joined";
    await noteMembership(database, { room, person: event.by, isMember, at: event.at });
  } catch (error) {
    log.failure("directory.not_told", error, { room });
  }
}
