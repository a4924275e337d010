import { Hono } from "hono";
import * as v from "valibot";
import { changeCommunity, communityAtTheDoor, communityName } from "#db/community.ts";
import { CommunityDoor } from "#protocol/community-door.ts";
import { EditWindow } from "#protocol/edit-window.ts";
import { cleanName } from "#protocol/text.ts";
import { readRefreshCookie } from "../auth/refresh-cookie.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { allowed, signedIn, stillSignedIn } from "./doors.ts";
import { found, isCommunityName } from "./founding.ts";
import { NewPersonFields, objectionTo, prepareAccount } from "./new-person.ts";
import { isSecure } from "./origin.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const Founding = v.strictObject({ name: v.string(), ...NewPersonFields });
const Change = v.strictObject({
  name: v.exactOptional(v.string()),
  door: v.exactOptional(CommunityDoor),
  editWindowMs: v.exactOptional(EditWindow),
});

export const communityRoutes = new Hono<ApiEnv>()
  .get("/api/community", async (c) => {
    const { database, mailer } = c.env.world;
    // A page cannot see its own cookie. Told that there is none, a newcomer's need not ask who they are.
    const hasSession = readRefreshCookie(c.req.header("Cookie"), isSecure(c)) !== undefined;
    const door = await communityAtTheDoor(database);
    return c.json({ ...door, mail: mailer !== null, hasSession }, 200);
  })
  .put(
    "/api/community",
    signedIn,
    stillSignedIn,
    allowed("community.change"),
    body(Change),
    async (c) => {
      const { name, ...change } = c.req.valid("json");
      if (name === undefined && Object.keys(change).length === 0) return problem("malformed");
      if (name !== undefined && !isCommunityName(name)) return problem("name_invalid");
      const renamed = name === undefined ? {} : { name: cleanName(name) };
      await changeCommunity(c.env.world.database, { ...change, ...renamed });
      return c.body(null, 204);
    },
  )
  .post("/api/community", perAddress("signUpsPerMinute"), body(Founding), async (c) => {
    const { env, database } = c.env.world;
    const { name, ...person } = c.req.valid("json");
    const objection = isCommunityName(name) ? objectionTo(person) : "name_invalid";
    if (objection) return problem(objection);
    // Asked before the hash, so that nobody can make a founded community work.
    if ((await communityName(database)) !== null) return problem("community_exists");
    const founder = await prepareAccount(person, "owner", env);
    if (!founder.ok) return problem(founder.refusal);
    return found(c, { name, founder: founder.value, ways: [] });
  });
