import { Hono } from "hono";
import * as v from "valibot";
import { renamePerson } from "#db/names.ts";
import { MAX_DISPLAY_NAME_LENGTH, RENAMES_PER_HOUR } from "#protocol/limits.ts";
import { cleanName } from "#protocol/text.ts";
import { log } from "../log.ts";
import { nameKeyOf } from "../names/name-key.ts";
import { meansEveryone } from "../names/names-of-everyone.ts";
import { perPersonAnHour } from "./at-most.ts";
import { body } from "./body.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { isName } from "./new-person.ts";
import { problem } from "./problem.ts";
import { tellName } from "./tell-name.ts";
import type { ApiEnv } from "./world.ts";

/** What one is called. Rooms say it at once; what else shows a name shows the one in its token until it is refreshed. */
export const nameRoutes = new Hono<ApiEnv>().put(
  "/api/name",
  signedIn,
  stillSignedIn,
  body(v.strictObject({ name: v.string() })),
  perPersonAnHour("renames", RENAMES_PER_HOUR),
  async (c) => {
    const { world } = c.env;
    const { person } = c.var.signedIn.author;
    const wish = c.req.valid("json");
    if (!isName(wish.name, MAX_DISPLAY_NAME_LENGTH)) return problem("name_invalid");
    const name = cleanName(wish.name);
    const renaming = { person, name, nameKey: nameKeyOf(name) };
    if (meansEveryone(renaming.nameKey)) return problem("name_taken");
    if (!(await renamePerson(world.database, renaming))) return problem("name_taken");
    await tellName(world, person).catch((error: unknown) => {
      // They are called so by now, and their next refresh tells the rooms.
      log.failure("name.not_told", error);
    });
    return c.json({ name }, 200);
  },
);
