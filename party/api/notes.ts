import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { body } from "./body.ts";
import { signedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { roomInAddress } from "./room-address.ts";
import type { ApiEnv } from "./world.ts";

/** A document of Yjs's, as bytes. */
const DOCUMENT = { "Content-Type": "application/octet-stream" };

const VersionId = v.pipe(v.string(), v.regex(/^\d{1,15}$/));
/** Without an id: what the note is now. */
const Held = v.strictObject({ id: v.optional(VersionId) });

/** `c.req.valid("query").version`: no version has an id of another form. */
const versionInAddress: MiddlewareHandler<
  ApiEnv,
  string,
  { in: { param: { version: string } }; out: { query: { version: string } } }
> = async (context, next) => {
  const version = v.safeParse(VersionId, context.req.param("version"));
  if (!version.success) return problem("no_such_version");
  context.req.addValidatedData("query", { version: version.output });
  return next();
};

/** A room's note without a socket. Like tickets, it needs no database. */
export const noteRoutes = new Hono<ApiEnv>()
  .get("/api/rooms/:room/note", signedIn, roomInAddress, async (c) => {
    const { author } = c.var.signedIn;
    const answer = await c.env.world.notes.state(c.req.valid("param").room, author);
    return answer.ok ? c.body(answer.value.slice(), 200, DOCUMENT) : problem(answer.refusal);
  })
  .get("/api/rooms/:room/note/versions", signedIn, roomInAddress, async (c) => {
    const { author } = c.var.signedIn;
    const answer = await c.env.world.notes.versions(c.req.valid("param").room, author);
    return answer.ok ? c.json(answer.value, 200) : problem(answer.refusal);
  })
  .get(
    "/api/rooms/:room/note/versions/:version",
    signedIn,
    roomInAddress,
    versionInAddress,
    async (c) => {
      const { author } = c.var.signedIn;
      const { version } = c.req.valid("query");
      const answer = await c.env.world.notes.version(c.req.valid("param").room, author, version);
      return answer.ok ? c.body(answer.value.slice(), 200, DOCUMENT) : problem(answer.refusal);
    },
  )
  .post("/api/rooms/:room/note/versions", signedIn, roomInAddress, body(Held), async (c) => {
    const { author } = c.var.signedIn;
    const { id = null } = c.req.valid("json");
    const answer = await c.env.world.notes.hold(c.req.valid("param").room, author, id);
    return answer.ok ? c.json(answer.value, 201) : problem(answer.refusal);
  });
