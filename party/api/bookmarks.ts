import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { addBookmark, bookmarksOf, removeBookmark } from "#db/bookmarks.ts";
import { RoomId, Seq } from "#protocol/ids.ts";
import { body } from "./body.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const Address = v.object({
  room: RoomId,
  seq: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), Seq),
});

/** `c.req.valid("param")`: a message by its room and number. */
const messageInAddress: MiddlewareHandler<
  ApiEnv,
  string,
  { in: { param: { room: string; seq: string } }; out: { param: v.InferOutput<typeof Address> } }
> = async (context, next) => {
  const address = v.safeParse(Address, context.req.param());
  if (!address.success) return problem("not_found");
  context.req.addValidatedData("param", address.output);
  return next();
};

/** What one keeps at hand. It is about oneself alone: nobody is told, the room least of all. */
export const bookmarkRoutes = new Hono<ApiEnv>()
  .get("/api/bookmarks", signedIn, stillSignedIn, async (c) => {
    const { person } = c.var.signedIn.author;
    return c.json({ bookmarks: await bookmarksOf(c.env.world.database, person) }, 200);
  })
  .put(
    "/api/bookmarks/:room/:seq",
    signedIn,
    stillSignedIn,
    messageInAddress,
    body(v.strictObject({})),
    async (c) => {
      const { database, now } = c.env.world;
      const { person } = c.var.signedIn.author;
      const kept = await addBookmark(database, { person, ...c.req.valid("param") }, now());
      if (kept === "full") return problem("bookmarks_full");
      return kept === "kept" ? c.body(null, 204) : problem("not_member");
    },
  )
  .delete("/api/bookmarks/:room/:seq", signedIn, stillSignedIn, messageInAddress, async (c) => {
    const { person } = c.var.signedIn.author;
    await removeBookmark(c.env.world.database, { person, ...c.req.valid("param") });
    return c.body(null, 204);
  });
