import { Hono } from "hono";
import * as v from "valibot";
import { credentialsOf, foldEmail } from "#db/accounts.ts";
import { replaceRecoveryCodes, spendRecoveryCode } from "#db/recovery-codes.ts";
import { forgiveAttempts, takeAttempt } from "#db/sign-in-attempts.ts";
import { refusal } from "#protocol/refusals.ts";
import { foldRecoveryCode, newRecoveryCodes, sealRecoveryCode } from "../auth/recovery-code.ts";
import { sealOf } from "../auth/secret.ts";
import { notify } from "../mail/notify.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { provedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { enterAs } from "./enter.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** Codes on paper, for whoever has lost everything else. */
export const recoveryRoutes = new Hono<ApiEnv>()
  .post(
    "/api/recovery-codes",
    signedIn,
    stillSignedIn,
    provedRecently,
    body(v.strictObject({})),
    async (c) => {
      const { database, env, now } = c.env.world;
      const { person, session } = c.var.signedIn.author;
      const codes = newRecoveryCodes();
      const seals = codes.map((code) => sealOfCode(code, env.PASSWORD_PEPPER));
      const asking = { person, session };
      const isDone = await replaceRecoveryCodes(database, asking, await Promise.all(seals), now());
      if (!isDone) return problem("unauthenticated");
      notify(c.env.world, person, "recovery_codes_made");
      return c.json({ codes }, 201);
    },
  )
  .post(
    "/api/session/recovery",
    perAddress("signInsPerMinute"),
    body(v.strictObject({ email: v.string(), code: v.string() })),
    async (c) => {
      const { database, env, now } = c.env.world;
      const { email, code } = c.req.valid("json");
      const folded = foldRecoveryCode(code);
      // Nobody has such a code, so this tells nothing about any account.
      if (folded === null) return problem("recovery_failed");
      // The same count as for passwords: whoever guesses gets no second row of tries by changing doors.
      const key = await sealOf(env.REFRESH_SECRET, `attempts.${foldEmail(email)}`);
      c.set("tried", key.slice(0, 12));
      const waitMs = await takeAttempt(database, key, now());
      if (waitMs > 0) return problem(refusal("rate_limited", waitMs));
      const hash = await sealRecoveryCode(folded, env.PASSWORD_PEPPER);
      // Found before: if everything goes meanwhile that lets somebody in, so does what the code has let in.
      const account = await credentialsOf(database, email);
      const isSpent = await spendRecoveryCode(database, { email, hash }, now());
      if (!isSpent || !account) return problem("recovery_failed");
      await forgiveAttempts(database, key);
      notify(c.env.world, account.id, "recovery_code_used");
      return enterAs(c, account);
    },
  );

async function sealOfCode(code: string, pepper: string): Promise<string> {
  const folded = foldRecoveryCode(code);
  if (folded === null) throw new TypeError("a new code has to be one that can be typed");
  return sealRecoveryCode(folded, pepper);
}
