import { Hono } from "hono";
import * as v from "valibot";
import { useForNewPassword } from "#db/by-mail.ts";
import { lookAtMailToken } from "#db/mail-tokens.ts";
import { hashPassword, objectionToNewPassword } from "../auth/passwords.ts";
import { hashOf } from "../auth/secret.ts";
import { mailResetLink } from "../mail/mail-links.ts";
import { notify } from "../mail/notify.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { mailOn } from "./mail-on.ts";
import { isEmail } from "./new-person.ts";
import { problem } from "./problem.ts";
import { isSignedInHere } from "./signed-in-here.ts";
import { tellRooms } from "./tell-rooms.ts";
import type { ApiEnv } from "./world.ts";

/** A new password for one that is lost. It signs in nobody: with it, or a passkey, its owner does that themselves. */
export const resetRoutes = new Hono<ApiEnv>()
  .post(
    "/api/mail/reset",
    mailOn,
    perAddress("mailsPerMinute"),
    body(v.strictObject({ email: v.string() })),
    async (c) => {
      const { world } = c.env;
      const { email } = c.req.valid("json");
      if (!isEmail(email)) return problem("email_invalid");
      const asking = c.req.header("Origin");
      world.later(() => mailResetLink(world, { email, asking }));
      return c.body(null, 202);
    },
  )
  .post(
    "/api/mail/reset/password",
    perAddress("mailTriesPerMinute"),
    body(v.strictObject({ token: v.string(), password: v.string() })),
    async (c) => {
      const { world } = c.env;
      const { database, env, now } = world;
      const { token, password } = c.req.valid("json");
      const objection = objectionToNewPassword(password);
      if (objection) return problem(objection);
      const hash = await hashOf(token);
      // Asked before the hash, so that only those who hold a link can make us work.
      const link = await lookAtMailToken(database, hash, "reset_password", now());
      if (!link || link.person === null) return problem("link_invalid");
      const hashed = await hashPassword(password, env);
      if (!hashed.ok) return problem(hashed.refusal);
      const { person } = link;
      const isInside = await isSignedInHere(c, person);
      const use = { hash, person, isInside, passwordHash: hashed.value, now: now() };
      const used = await useForNewPassword(database, use);
      if (!used) return problem("link_invalid");
      await tellRooms(world, person, used.ended);
      notify(world, person, "password_reset");
      return c.json({ waysRemoved: used.waysRemoved }, 200);
    },
  );
