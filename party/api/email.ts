import { Hono } from "hono";
import * as v from "valibot";
import { foldEmail } from "#db/accounts.ts";
import { useForAddress } from "#db/by-mail.ts";
import { addressOf } from "#db/emails.ts";
import { lookAtMailToken } from "#db/mail-tokens.ts";
import { refusal } from "#protocol/refusals.ts";
import { hashOf } from "../auth/secret.ts";
import { takeFromMailbox } from "../mail/mailbox.ts";
import { mailAddressLink } from "../mail/mail-links.ts";
import { notify } from "../mail/notify.ts";
import { perAddress, perPerson } from "./at-most.ts";
import { body } from "./body.ts";
import { provedRecently, signedIn, stillSignedIn } from "./doors.ts";
import { mailOn } from "./mail-on.ts";
import { isEmail } from "./new-person.ts";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./world.ts";

/** One's address: whether it is known to be one's own, and another one. It changes only when the new one has answered. */
export const emailRoutes = new Hono<ApiEnv>()
  .get("/api/email", signedIn, stillSignedIn, async (c) => {
    const { person } = c.var.signedIn.author;
    const address = await addressOf(c.env.world.database, person);
    return c.json(address ?? { email: null, isVerified: false }, 200);
  })
  .post(
    "/api/email/verification",
    mailOn,
    signedIn,
    perPerson("mailsPerMinute"),
    stillSignedIn,
    body(v.strictObject({})),
    async (c) => {
      const { world } = c.env;
      const { person } = c.var.signedIn.author;
      const address = await addressOf(world.database, person);
      if (!address) return problem("email_invalid");
      // They may know that their own mailbox has had enough.
      const taken = await takeFromMailbox(world, "owner", address.email);
      if (!taken.ok) return problem(refusal("rate_limited", taken.waitMs));
      const asking = c.req.header("Origin");
      const link = { email: address.email, asking, person, sender: "counted" } as const;
      world.later(() => mailAddressLink(world, link));
      return c.body(null, 202);
    },
  )
  .put(
    "/api/email",
    mailOn,
    signedIn,
    perPerson("mailsPerMinute"),
    stillSignedIn,
    provedRecently,
    body(v.strictObject({ email: v.string() })),
    async (c) => {
      const { world } = c.env;
      const { person } = c.var.signedIn.author;
      const { email } = c.req.valid("json");
      if (!isEmail(email)) return problem("email_invalid");
      const asking = c.req.header("Origin");
      world.later(() => mailAddressLink(world, { email, asking, person, sender: "stranger" }));
      return c.body(null, 202);
    },
  )
  .post(
    "/api/email/confirmation",
    perAddress("mailTriesPerMinute"),
    signedIn,
    stillSignedIn,
    body(v.strictObject({ token: v.string() })),
    async (c) => {
      const { world } = c.env;
      const { database, now } = world;
      const hash = await hashOf(c.req.valid("json").token);
      const link = await lookAtMailToken(database, hash, "verify_email", now());
      if (!link || link.person === null) return problem("link_invalid");
      const { person, email } = link;
      // Whoever has the mailbox may not be who made the account, and must not press it into that one's hands. Spends nothing.
      if (person !== c.var.signedIn.author.person) return problem("other_browser");
      const former = (await addressOf(database, person))?.email;
      const isTheirs = await useForAddress(database, { hash, person, email, now: now() });
      if (!isTheirs) return problem("link_invalid");
      if (former !== undefined && former !== foldEmail(email))
        notify(world, person, "email_changed", former);
      return c.json({ email }, 200);
    },
  );
