import { Hono } from "hono";
import * as v from "valibot";
import { changeRole, isLastOwner, letBack, putOut, type Deciding } from "#db/standing.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { CommunityRole, isStepDown, mayDecideAbout, takesProof } from "#protocol/roles.ts";
import { log } from "../log.ts";
import { body } from "./body.ts";
import { allowed, hasProvedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { personInAddress } from "./person-address.ts";
import { problem } from "./problem.ts";
import { showOut } from "./show-out.ts";
import { tellRole } from "./tell-role.ts";
import type { ApiEnv, World } from "./world.ts";

const NewRole = v.strictObject({ role: CommunityRole });

/** What someone is here, and whether they may be here: decided by those who run the community. */
export const standingRoutes = new Hono<ApiEnv>()
  .put(
    "/api/people/:person/role",
    signedIn,
    stillSignedIn,
    allowed("people.run"),
    personInAddress,
    body(NewRole),
    async (c) => {
      const { database } = c.env.world;
      const { role: to } = c.req.valid("json");
      const { deciding } = c.req.valid("param");
      if (!mayMake(deciding, to)) return problem("not_allowed");
      if (takesProof(deciding.aboutRole, to) && !hasProvedRecently(c))
        return problem("proof_needed");
      const isDone = await changeRole(database, deciding, to);
      if (!isDone) return problem(await objectionTo(c.env.world, deciding));
      await tellRole(c.env.world, deciding.about, to);
      return c.body(null, 204);
    },
  )
  .put(
    "/api/people/:person/ban",
    signedIn,
    stillSignedIn,
    allowed("people.run"),
    personInAddress,
    async (c) => {
      const { world } = c.env;
      const { about, deciding } = c.req.valid("param");
      if (!mayPutOut(deciding)) return problem("not_allowed");
      const ended = await putOut(world.database, deciding, world.now());
      if (ended === null) return problem(await objectionTo(world, deciding));
      log.fact("person.put_out");
      await showOut(world, { person: deciding.about, name: about.name, role: about.role }, ended);
      return c.body(null, 204);
    },
  )
  .delete(
    "/api/people/:person/ban",
    signedIn,
    stillSignedIn,
    allowed("people.run"),
    personInAddress,
    async (c) => {
      const { world } = c.env;
      const { deciding } = c.req.valid("param");
      if (!mayPutOut(deciding)) return problem("not_allowed");
      const isDone = await letBack(world.database, deciding);
      return isDone ? c.body(null, 204) : problem(await objectionTo(world, deciding));
    },
  );

function mayMake({ by, byRole, about, aboutRole }: Deciding, to: CommunityRole): boolean {
  return by === about ? isStepDown(aboutRole, to) : mayDecideAbout(byRole, aboutRole, to);
}

function mayPutOut({ by, byRole, about, aboutRole }: Deciding): boolean {
  return by !== about && mayDecideAbout(byRole, aboutRole);
}

/** Why the database did not do what the roles allowed a moment ago. */
async function objectionTo({ database }: World, { about }: Deciding): Promise<RefusalCode> {
  return (await isLastOwner(database, about)) ? "last_owner" : "not_allowed";
}
