import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { listPeople, type PeopleQuery } from "#db/people.ts";
import { PersonId } from "#protocol/ids.ts";
import { MAX_DISPLAY_NAME_LENGTH, MAX_PEOPLE_PAGE, PEOPLE_PAGE } from "#protocol/limits.ts";
import { CommunityRole, may } from "#protocol/roles.ts";
import { cleanName } from "#protocol/text.ts";
import { allowed, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

const Sought = v.strictObject({
  name: v.optional(v.pipe(v.string(), v.maxLength(MAX_DISPLAY_NAME_LENGTH)), ""),
  role: v.optional(v.nullable(CommunityRole), null),
  banned: v.optional(v.picklist(["true", "false"])),
  after: v.optional(v.nullable(PersonId), null),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(MAX_PEOPLE_PAGE),
    ),
    String(PEOPLE_PAGE),
  ),
});

/** `c.req.valid("query")`: which people, and how many of them. */
const sought: MiddlewareHandler<
  ApiEnv,
  string,
  { in: { query: v.InferInput<typeof Sought> }; out: { query: PeopleQuery } }
> = async (context, next) => {
  const parsed = v.safeParse(Sought, context.req.query());
  if (!parsed.success) return problem("malformed");
  const { name, banned, ...query } = parsed.output;
  const areBanned = banned === undefined ? null : banned === "true";
  context.req.addValidatedData("query", { ...query, sought: cleanName(name), areBanned });
  return next();
};

/** Everyone in the community, for those who belong to it. Nobody's address is told. */
export const peopleListRoutes = new Hono<ApiEnv>().get(
  "/api/people",
  signedIn,
  stillSignedIn,
  allowed("people.list"),
  sought,
  async (c) => {
    const query = c.req.valid("query");
    const runsIt = may(c.var.signedIn.author.role, "people.run");
    // Who was put out, and who is at their desk, is the business of those who run the place.
    const areBanned = runsIt ? query.areBanned : false;
    const { people, ...page } = await listPeople(c.env.world.database, { ...query, areBanned });
    const told = people.map(({ lastSeenAt, ...person }) =>
      runsIt && lastSeenAt !== null ? { ...person, lastSeenAt } : person,
    );
    return c.json({ people: told, ...page }, 200);
  },
);
