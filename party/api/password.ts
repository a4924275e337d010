import { Hono } from "hono";
import * as v from "valibot";
import { changePassword, passwordHashOf } from "#db/passwords.ts";
import { forgiveAttempts, takeAttempt } from "#db/sign-in-attempts.ts";
import { refusal } from "#protocol/refusals.ts";
import {
  hashPassword,
  objectionToNewPassword,
  objectionToPassword,
  verifyPassword,
} from "../auth/passwords.ts";
import { sealOf } from "../auth/secret.ts";
import { body } from "./body.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { ApiEnv } from "./world.ts";

const Change = v.strictObject({ current: v.string(), password: v.string() });

/** A new password, by who knows the old one. It ends every other session, because somebody may have known the old one too. */
export const passwordRoutes = new Hono<ApiEnv>().put(
  "/api/password",
  signedIn,
  stillSignedIn,
  body(Change),
  async (c) => {
    const { world } = c.env;
    const { database, env, now } = world;
    const { person, session } = c.var.signedIn.author;
    const { current, password } = c.req.valid("json");
    const objection = objectionToNewPassword(password);
    if (objection) return problem(objection);
    // Nobody has such a password, and it is no use hashing one.
    if (objectionToPassword(current)) return problem("password_wrong");
    // A borrowed, open laptop is no reason to let anyone guess.
    const key = await sealOf(env.REFRESH_SECRET, `attempts.change.${person}`);
    const waitMs = await takeAttempt(database, key, now());
    if (waitMs > 0) return problem(refusal("rate_limited", waitMs));
    const from = await passwordHashOf(database, person);
    const verified = await verifyPassword(current, from, env);
    if (!verified.ok) return problem(verified.refusal);
    if (from === undefined || !verified.value) return problem("password_wrong");
    const hashed = await hashPassword(password, env);
    if (!hashed.ok) return problem(hashed.refusal);
    const change = { person, from, to: hashed.value, keep: session, now: now() };
    const ended = await changePassword(database, change);
    if (ended === null) return problem("password_wrong");
    await forgiveAttempts(database, key);
    await tellRooms(world, person, ended);
    return c.body(null, 204);
  },
);
