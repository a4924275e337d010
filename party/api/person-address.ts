import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { standingOf, type Deciding, type Standing } from "#db/standing.ts";
import { PersonId } from "#protocol/ids.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** `c.req.valid("param")` for what comes after: whom the address names, and who is about to decide about them. */
export const personInAddress: MiddlewareHandler<
  ApiEnv,
  string,
  { in: { param: { person: string } }; out: { param: { about: Standing; deciding: Deciding } } }
> = async (context, next) => {
  const person = v.safeParse(PersonId, context.req.param("person"));
  const about = person.success
    ? await standingOf(context.env.world.database, person.output)
    : undefined;
  if (!person.success || !about) return problem("no_such_person");
  const { person: by, role: byRole } = context.var.signedIn.author;
  const deciding = { by, byRole, about: person.output, aboutRole: about.role };
  context.req.addValidatedData("param", { about, deciding });
  return next();
};
