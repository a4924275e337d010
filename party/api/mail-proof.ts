import { Hono } from "hono";
import * as v from "valibot";
import { useForProof } from "#db/by-mail.ts";
import { noteProof } from "#db/devices.ts";
import { addressOf } from "#db/emails.ts";
import { tryMailCode } from "#db/mail-tokens.ts";
import { proofWays } from "#db/proof-ways.ts";
import { refusal } from "#protocol/refusals.ts";
import { hashOf } from "../auth/secret.ts";
import { sealCode } from "../mail/code.ts";
import { takeFromMailbox } from "../mail/mailbox.ts";
import { mailProofCode } from "../mail/mail-codes.ts";
import { perPerson } from "./at-most.ts";
import { body } from "./body.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { mailOn } from "./mail-on.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/**
 * Showing that it is them by a code in a mail, for those who have neither a password nor a passkey. For all others it would be a
 * weaker way: whoever finds an open laptop may find its mail open, too.
 */
export const mailProofRoutes = new Hono<ApiEnv>()
  .get("/api/proof", signedIn, stillSignedIn, async (c) => {
    const { database, mailer } = c.env.world;
    const has = await proofWays(database, c.var.signedIn.author.person);
    const mail = mailer !== null && has.email && !has.password && !has.passkey;
    return c.json({ password: has.password, passkey: has.passkey, mail }, 200);
  })
  .post(
    "/api/proof/mail",
    mailOn,
    signedIn,
    perPerson("mailsPerMinute"),
    stillSignedIn,
    body(v.strictObject({})),
    async (c) => {
      const { world } = c.env;
      const { person, session } = c.var.signedIn.author;
      const has = await proofWays(world.database, person);
      const address = await addressOf(world.database, person);
      if (has.password || has.passkey || !address) return problem("proof_otherwise");
      const taken = await takeFromMailbox(world, "owner", address.email);
      if (!taken.ok) return problem(refusal("rate_limited", taken.waitMs));
      const browserHash = await hashOf(session);
      world.later(() => mailProofCode(world, { person, email: address.email, browserHash }));
      return c.body(null, 202);
    },
  )
  .post(
    "/api/proof/code",
    signedIn,
    perPerson("mailTriesPerMinute"),
    stillSignedIn,
    body(v.strictObject({ code: v.string() })),
    async (c) => {
      const { database, env, now } = c.env.world;
      const { person, session } = c.var.signedIn.author;
      const browserHash = await hashOf(session);
      const codeHash = await sealCode(env.REFRESH_SECRET, browserHash, c.req.valid("json").code);
      const tried = { purpose: "prove", browserHash, codeHash, now: now() } as const;
      const token = await tryMailCode(database, tried);
      const isTheirs =
        token?.person === person &&
        (await useForProof(database, { hash: token.hash, person, now: now() }));
      if (!isTheirs) return problem("code_wrong");
      await noteProof(database, session, now());
      return c.body(null, 204);
    },
  );
