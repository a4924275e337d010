import { Hono } from "hono";
import * as v from "valibot";
import { listRooms } from "#db/rooms.ts";
import { SocketCommand } from "#protocol/commands.ts";
import { CommandId, RoomId } from "#protocol/ids.ts";
import { MAX_ROOM_NAME_LENGTH, MAX_TOPIC_LENGTH } from "#protocol/limits.ts";
import { cleanName } from "#protocol/text.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { noteMembership } from "#db/memberships.ts";
import { log } from "../log.ts";
import { body } from "./body.ts";
import { createRoom } from "./create-room.ts";
import { signedIn } from "./doors.ts";
import { isName } from "./new-person.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import type { ApiEnv, World } from "./world.ts";

const NewRoom = v.strictObject({
  id: CommandId,
  name: v.string(),
  topic: v.optional(v.string(), ""),
});

export const roomRoutes = new Hono<ApiEnv>()
  .get("/api/rooms", signedIn, async (c) => {
    const rooms = await listRooms(c.env.world.database, c.var.signedIn.author.person);
    return c.json({ rooms }, 200);
  })
  .post("/api/rooms", signedIn, body(NewRoom), async (c) => {
    const { id, ...wish } = c.req.valid("json");
    if (!isName(wish.name, MAX_ROOM_NAME_LENGTH)) return problem("name_invalid");
    const topic = cleanName(wish.topic);
    if (topic.length > MAX_TOPIC_LENGTH) return problem("topic_too_long");
    const creation = { id, room: v.parse(RoomId, id), name: cleanName(wish.name), topic };
    const created = await createRoom(c.env.world, c.var.signedIn.author, creation);
    return created.ok ? c.json({ id }, 201) : problem(created.refusal);
  })
  .post("/api/rooms/:room/commands", signedIn, roomInAddress, body(SocketCommand), async (c) => {
    const { rooms } = c.env.world;
    const { room } = c.req.valid("param");
    const done = await rooms.command(room, c.var.signedIn.author, c.req.valid("json"));
    if (!done.ok) return problem(done.refusal);
    const { events, repeated } = done.value;
    const [event] = events;
    if (!event) throw new Error("a command that was accepted became nothing");
    await tellDirectory(c.env.world, room, event);
    return c.json({ event, repeated }, 200);
  });

/** What the room has decided stands, whether or not the directory hears of it now. */
async function tellDirectory({ database }: World, room: RoomId, event: RoomEvent): Promise<void> {
  if (event.type !== "member.joined" && event.type !== "member.left") return;
  const isMember = event.type === "member.joined";
  try {
    await noteMembership(database, { room, person: event.by, isMember, at: event.at });
  } catch (error) {
    log.failure("directory.not_told", error, { room });
  }
}
