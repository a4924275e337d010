import { Hono } from "hono";
import { signedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import type { ApiEnv } from "./world.ts";

/** A document of Yjs's, as bytes. */
const DOCUMENT = { "Content-Type": "application/octet-stream" };

/** A room's note without a socket. Like tickets, it needs no database. */
export const noteRoutes = new Hono<ApiEnv>().get(
  "/api/rooms/:room/note",
  signedIn,
  roomInAddress,
  async (c) => {
    const { author } = c.var.signedIn;
    const answer = await c.env.world.notes.state(c.req.valid("param").room, author);
    return answer.ok ? c.body(answer.value.slice(), 200, DOCUMENT) : problem(answer.refusal);
  },
);
