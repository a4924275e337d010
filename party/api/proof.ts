import { Hono } from "hono";
import * as v from "valibot";
import { noteProof } from "#db/devices.ts";
import { passwordHashOf } from "#db/passwords.ts";
import { forgiveAttempts, takeAttempt } from "#db/sign-in-attempts.ts";
import type { PersonId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import { objectionToPassword, verifyPassword } from "../auth/passwords.ts";
import { sealOf } from "../auth/secret.ts";
import type { Answer } from "../rooms.ts";
import { perPerson } from "./at-most.ts";
import { body } from "./body.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { problem } from "./problem.ts";
import type { ApiEnv, World } from "./world.ts";

/** Shows once more that it is them: whoever finds an open laptop changes no way to sign in (doors.ts). */
export const proofRoutes = new Hono<ApiEnv>().post(
  "/api/proof/password",
  signedIn,
  stillSignedIn,
  perPerson("passwordsPerMinute"),
  body(v.strictObject({ password: v.string() })),
  async (c) => {
    const { world } = c.env;
    const { person, session } = c.var.signedIn.author;
    const known = await checkOwnPassword(world, person, c.req.valid("json").password);
    if (!known.ok) return problem(known.refusal);
    await noteProof(world.database, session, world.now());
    return c.body(null, 204);
  },
);

/** The stored hash when this is the person's password, else `password_wrong`, `rate_limited` or `busy`. */
export async function checkOwnPassword(
  { database, env, now }: World,
  person: PersonId,
  password: string,
): Promise<Answer<string>> {
  const no = (code: "password_wrong" | "rate_limited", waitMs?: number) =>
    ({ ok: false, refusal: refusal(code, waitMs) }) as const;
  // Nobody has such a password, and it is no use hashing one.
  if (objectionToPassword(password)) return no("password_wrong");
  // A borrowed, open laptop is no reason to let anyone guess.
  const key = await sealOf(env.REFRESH_SECRET, `attempts.change.${person}`);
  const waitMs = await takeAttempt(database, key, now());
  if (waitMs > 0) return no("rate_limited", waitMs);
  const stored = await passwordHashOf(database, person);
  const verified = await verifyPassword(password, stored, env);
  if (!verified.ok) return verified;
  if (stored === undefined || !verified.value) return no("password_wrong");
  await forgiveAttempts(database, key);
  return { ok: true, value: stored };
}
