import { Hono } from "hono";
import * as v from "valibot";
import { archivedLives } from "#db/archived-lives.ts";
import { archivedRooms } from "#db/archived-rooms.ts";
import { forgetRoom } from "#db/forget-room.ts";
import type { RoomId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import type { UpkeepWish } from "../rooms.ts";
import { body } from "./body.ts";
import { operatorOnly } from "./doors.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import { tellErasures } from "./tell-erasures.ts";
import type { ApiEnv, World } from "./world.ts";

const Nothing = v.strictObject({});
const Refill = v.strictObject({ newEpoch: v.optional(v.boolean(), false) });
const Restore = v.strictObject({
  epoch: v.optional(v.pipe(v.string(), v.maxLength(64))),
  upToTheHole: v.optional(v.boolean(), false),
});

/** How an operator looks after rooms and their archive (docs/operations.md). */
export const upkeepRoutes = new Hono<ApiEnv>()
  .post("/api/operator/rooms", operatorOnly, body(Nothing), async (c) => {
    // Where nobody ever comes any more, the operator does, sooner or later.
    await tellErasures(c.env.world);
    return c.json({ rooms: await archivedRooms(c.env.world.database) }, 200);
  })
  .post(
    "/api/operator/rooms/:room/lives",
    operatorOnly,
    roomInAddress,
    body(Nothing),
    async (c) => {
      const lives = await archivedLives(c.env.world.database, c.req.valid("param").room);
      return c.json({ lives }, 200);
    },
  )
  .post(
    "/api/operator/rooms/:room/forget",
    operatorOnly,
    roomInAddress,
    body(Nothing),
    async (c) => {
      const { room } = c.req.valid("param");
      const isForgotten = await forgetRoom(c.env.world.database, room);
      if (isForgotten) log.fact("operator.upkeep", { room, what: "forget" });
      return c.json({ isForgotten }, 200);
    },
  )
  .post("/api/operator/rooms/:room/status", operatorOnly, roomInAddress, body(Nothing), (c) =>
    upkeep(c.env.world, c.req.valid("param").room, { do: "status" }),
  )
  .post("/api/operator/rooms/:room/refill", operatorOnly, roomInAddress, body(Refill), (c) =>
    upkeep(c.env.world, c.req.valid("param").room, { do: "refill", ...c.req.valid("json") }),
  )
  .post("/api/operator/rooms/:room/restore", operatorOnly, roomInAddress, body(Restore), (c) => {
    const { epoch = null, upToTheHole } = c.req.valid("json");
    return upkeep(c.env.world, c.req.valid("param").room, { do: "restore", epoch, upToTheHole });
  });

/** No libSQL here: a room is asked how it is most when the database is away. */
async function upkeep({ rooms }: World, room: RoomId, wish: UpkeepWish): Promise<Response> {
  const answer = await rooms.upkeep(room, wish);
  if (wish.do !== "status") log.fact("operator.upkeep", { room, what: wish.do });
  return answer.ok ? Response.json(answer.value) : problem(answer.refusal);
}
