import { Hono } from "hono";
import * as v from "valibot";
import { changePassword, passwordHashOf } from "#db/passwords.ts";
import { hashPassword, objectionToNewPassword } from "../auth/passwords.ts";
import { notify } from "../mail/notify.ts";
import { perPerson } from "./at-most.ts";
import { body } from "./body.ts";
import { hasProvedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { checkOwnPassword } from "./proof.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { ApiEnv } from "./world.ts";

const Change = v.strictObject({ current: v.optional(v.string()), password: v.string() });

/**
 * A new password, by who knows the old one or has proved recently that it is them. It ends every other session, because somebody
 * may have known the old one too.
 */
export const passwordRoutes = new Hono<ApiEnv>().put(
  "/api/password",
  signedIn,
  stillSignedIn,
  perPerson("passwordsPerMinute"),
  body(Change),
  async (c) => {
    const { world } = c.env;
    const { database, env, now } = world;
    const { person, session } = c.var.signedIn.author;
    const { current, password } = c.req.valid("json");
    const objection = objectionToNewPassword(password);
    if (objection) return problem(objection);
    let from = (await passwordHashOf(database, person)) ?? null;
    if (current !== undefined) {
      const known = await checkOwnPassword(world, person, current);
      if (!known.ok) return problem(known.refusal);
      from = known.value;
    } else if (!hasProvedRecently(c)) return problem("proof_needed");
    const hashed = await hashPassword(password, env);
    if (!hashed.ok) return problem(hashed.refusal);
    const change = { person, from, to: hashed.value, keep: session, now: now() };
    const ended = await changePassword(database, change);
    if (ended === null) return problem("password_wrong");
    await tellRooms(world, person, ended);
    notify(world, person, "password_changed");
    return c.body(null, 204);
  },
);
