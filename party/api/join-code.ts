import type { InStatement } from "@libsql/client/web";
import { Hono, type Context } from "hono";
import * as v from "valibot";
import { foldEmail } from "#db/accounts.ts";
import { spendJoinCode, tryMailCode } from "#db/mail-tokens.ts";
import type { PersonId } from "#protocol/ids.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import { sealCode } from "../mail/code.ts";
import { mailJoinCode } from "../mail/mail-codes.ts";
import type { Answer } from "../rooms.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { mailOn } from "./mail-on.ts";
import { isEmail } from "./new-person.ts";
import { admissionBy, type Admission } from "./newcomer.ts";
import { sameOriginOnly } from "./origin.ts";
import { problem } from "./problem.ts";
import { knowBrowser, knownBrowser } from "./this-browser.ts";
import type { ApiEnv } from "./world.ts";

/** A code for those whose invite is for addresses of one domain: it shows that the address is theirs. */
export const joinCodeRoutes = new Hono<ApiEnv>().post(
  "/api/mail/join-code",
  mailOn,
  perAddress("mailsPerMinute"),
  sameOriginOnly,
  body(v.strictObject({ email: v.string(), token: v.string() })),
  async (c) => {
    const { world } = c.env;
    const { email, token } = c.req.valid("json");
    if (!isEmail(email)) return problem("email_invalid");
    const admission = await admissionBy(world, token);
    if (!admission.ok) return problem(admission.refusal);
    const { emailDomain } = admission.value;
    // An invite for everyone is no reason to send mail to whomever its holder names.
    if (emailDomain === null) return problem("not_allowed");
    if (!isOfDomain(email, emailDomain)) return problem("email_domain");
    const browserHash = await knowBrowser(c);
    world.later(() => mailJoinCode(world, { email, browserHash }));
    return c.body(null, 202);
  },
);

export type ProvedJoiner = {
  isVerified: boolean;
  /** Spends the code when the account is made, and not before: whoever hears `busy` tries again with the same. */
  spend: (person: PersonId) => InStatement[];
};

/** Whether whoever signs up may do so with this address, as their invite wants it. */
export async function proveJoiner(
  c: Context<ApiEnv>,
  { emailDomain }: Admission,
  email: string,
  code: string | undefined,
): Promise<Answer<ProvedJoiner>> {
  const { database, env, now } = c.env.world;
  const no = (code: RefusalCode) => ({ ok: false, refusal: refusal(code) }) as const;
  if (emailDomain === null) return { ok: true, value: { isVerified: false, spend: () => [] } };
  if (!isOfDomain(email, emailDomain)) return no("email_domain");
  const browserHash = await knownBrowser(c);
  if (code === undefined || browserHash === undefined) return no("email_not_proved");
  const codeHash = await sealCode(env.REFRESH_SECRET, browserHash, code);
  const tried = { purpose: "join", browserHash, codeHash, now: now() } as const;
  const token = await tryMailCode(database, tried);
  if (token?.email !== foldEmail(email)) return no("code_wrong");
  const spend = (person: PersonId) => [spendJoinCode(token.hash, person, now())];
  return { ok: true, value: { isVerified: true, spend } };
}

function isOfDomain(email: string, domain: string): boolean {
  return foldEmail(email).endsWith(`@${domain.toLowerCase()}`);
}
