import { Hono } from "hono";
import * as v from "valibot";
import { listRooms } from "#db/rooms.ts";
import { SocketCommand } from "#protocol/commands.ts";
import { CommandId, RoomId } from "#protocol/ids.ts";
import { MAX_ROOM_NAME_LENGTH, MAX_TOPIC_LENGTH } from "#protocol/limits.ts";
import { cleanName } from "#protocol/text.ts";
import { may } from "#protocol/roles.ts";
import { perPerson } from "./at-most.ts";
import { body } from "./body.ts";
import { createRoom } from "./create-room.ts";
import { allowed, signedIn, stillSignedIn } from "./doors.ts";
import { isName } from "./new-person.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import { commandRoom } from "./room-command.ts";
import type { ApiEnv } from "./world.ts";

const NewRoom = v.strictObject({
  id: CommandId,
  name: v.string(),
  topic: v.optional(v.string(), ""),
});

export const roomRoutes = new Hono<ApiEnv>()
  .get("/api/rooms", signedIn, stillSignedIn, async (c) => {
    const { person, role } = c.var.signedIn.author;
    const rooms = await listRooms(c.env.world.database, person);
    // Whoever may not look around is told of their own, and of those that they are asked into.
    const theirs = rooms.filter(({ joined, invitation }) => joined || invitation);
    return c.json({ rooms: may(role, "rooms.list") ? rooms : theirs }, 200);
  })
  .post(
    "/api/rooms",
    signedIn,
    stillSignedIn,
    allowed("room.create"),
    perPerson("roomsPerMinute"),
    body(NewRoom),
    async (c) => {
      const { id, ...wish } = c.req.valid("json");
      if (!isName(wish.name, MAX_ROOM_NAME_LENGTH)) return problem("name_invalid");
      const topic = cleanName(wish.topic);
      if (topic.length > MAX_TOPIC_LENGTH) return problem("topic_too_long");
      const creation = { id, room: v.parse(RoomId, id), name: cleanName(wish.name), topic };
      const created = await createRoom(c.env.world, c.var.signedIn.author, creation);
      return created.ok ? c.json({ id }, 201) : problem(created.refusal);
    },
  )
  .post("/api/rooms/:room/commands", signedIn, roomInAddress, body(SocketCommand), async (c) => {
    const { room } = c.req.valid("param");
    const command = c.req.valid("json");
    // A room that someone is in knows which of their sessions are over. One that they are not in yet cannot.
    if (command.type === "room.join" || command.type === "member.uninvite") {
      const refused = await stillSignedIn(c, async () => {});
      if (refused) return refused;
    }
    const done = await commandRoom(c.env.world, room, c.var.signedIn.author, command);
    if (!done.ok) return problem(done.refusal);
    const { events, repeated } = done.value;
    const [event] = events;
    if (!event) throw new Error("a command that was accepted became nothing");
    return c.json({ event, repeated }, 200);
  });
