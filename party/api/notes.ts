import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import { MAX_NOTE_FRAME_BYTES, MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import * as v from "valibot";
import type { NoteQuestion } from "../notes/notes.ts";
import { body, bytes } from "./body.ts";
import { signedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { WaitSeconds, Whole } from "./listening.ts";
import { roomInAddress } from "./room-address.ts";
import type { ApiEnv } from "./world.ts";

/** A document of Yjs's, as bytes. */
const DOCUMENT = { "Content-Type": "application/octet-stream" };

const VersionId = v.pipe(v.string(), v.regex(/^\d{1,15}$/));
/** Without an id: what the note is now. */
const Held = v.strictObject({ id: v.optional(VersionId) });

const Listening = v.strictObject({ after: v.optional(Whole), wait: WaitSeconds });

/** `c.req.valid("query")`: the last change that the editor knows of, and how long it will wait for another. */
const listening: MiddlewareHandler<
  ApiEnv,
  string,
  {
    in: { query: v.InferInput<typeof Listening> };
    out: { query: Pick<NoteQuestion, "after" | "waitMs"> };
  }
> = async (context, next) => {
  const parsed = v.safeParse(Listening, context.req.query());
  if (!parsed.success) return problem("malformed");
  const { after = null, wait: waitMs } = parsed.output;
  context.req.addValidatedData("query", { after, waitMs });
  return next();
};

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
  .post(
    "/api/rooms/:room/note/changes",
    signedIn,
    roomInAddress,
    bytes(MAX_NOTE_UPDATE_BYTES),
    async (c) => {
      const { author } = c.var.signedIn;
      const change = c.req.valid("form").bytes;
      const answer = await c.env.world.notes.write(c.req.valid("param").room, author, change);
      return answer.ok ? c.body(null, 204) : problem(answer.refusal);
    },
  )
  .post(
    "/api/rooms/:room/note/missed",
    signedIn,
    roomInAddress,
    listening,
    bytes(MAX_NOTE_FRAME_BYTES),
    async (c) => {
      const { author, expiresAt } = c.var.signedIn;
      const { bytes: vector } = c.req.valid("form");
      const question = { ...c.req.valid("query"), vector, sessionExpiresAt: expiresAt };
      const answer = await c.env.world.notes.listen(c.req.valid("param").room, author, question);
      return answer.ok ? c.body(answer.value.slice(), 200, DOCUMENT) : problem(answer.refusal);
    },
  )
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
