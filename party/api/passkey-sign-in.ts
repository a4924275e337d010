import { Hono, type Context } from "hono";
import * as v from "valibot";
import { accountOf } from "#db/accounts.ts";
import { noteProof } from "#db/devices.ts";
import { findPasskey, passkeysOf } from "#db/passkeys.ts";
import type { PersonId } from "#protocol/ids.ts";
import { PasskeyAnswer } from "../auth/passkey-answer.ts";
import { optionsToSign } from "../auth/passkeys.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { giveChallenge, type Purpose } from "./challenge.ts";
import { signedIn, stillSignedIn } from "./doors.ts";
import { enterAs } from "./enter.ts";
import { checkUsed } from "./passkey-check.ts";
import { problem } from "./problem.ts";
import { relyingPartyOf } from "./relying-party.ts";
import type { ApiEnv } from "./world.ts";

const Nothing = v.strictObject({});

/** Signing in by a passkey, with no address typed, and showing once more that it is them. */
export const passkeySignInRoutes = new Hono<ApiEnv>()
  .post(
    "/api/session/passkey/challenge",
    perAddress("passkeyChallengesPerMinute"),
    body(Nothing),
    (c) => answerChallenge(c, "passkey.sign_in", null),
  )
  .post("/api/session/passkey", perAddress("signInsPerMinute"), body(PasskeyAnswer), async (c) => {
    const { database } = c.env.world;
    const answer = c.req.valid("json");
    const used = await checkUsed(c, "passkey.sign_in", answer);
    if (!used.ok) return problem(used.refusal);
    const account = await accountOf(database, used.value);
    // Asked again after: if everything has gone meanwhile that lets somebody in, so has this.
    const isTheirs = (await findPasskey(database, answer.id))?.person === account?.id;
    return account && isTheirs ? enterAs(c, account) : problem("passkey_unknown");
  })
  .post(
    "/api/proof/passkey/challenge",
    perAddress("passkeyChallengesPerMinute"),
    signedIn,
    stillSignedIn,
    body(Nothing),
    (c) => answerChallenge(c, "passkey.prove", c.var.signedIn.author.person),
  )
  .post(
    "/api/proof/passkey",
    perAddress("passkeyAnswersPerMinute"),
    signedIn,
    stillSignedIn,
    body(PasskeyAnswer),
    async (c) => {
      const { database, now } = c.env.world;
      const { person, session } = c.var.signedIn.author;
      const used = await checkUsed(c, "passkey.prove", c.req.valid("json"));
      if (!used.ok) return problem(used.refusal);
      if (used.value !== person) return problem("passkey_refused");
      await noteProof(database, session, now());
      return c.body(null, 204);
    },
  );

/** `person`: whose passkeys may answer; null: any that the browser has for us, so that nothing is told about anyone. */
async function answerChallenge(c: Context<ApiEnv>, purpose: Purpose, person: PersonId | null) {
  const rp = relyingPartyOf(c);
  if (!rp.ok) return problem(rp.refusal);
  const allowed = person === null ? [] : await passkeysOf(c.env.world.database, person);
  const options = await optionsToSign(rp.value, allowed);
  await giveChallenge(c, purpose, { challenge: options.challenge, rp: rp.value, person });
  return c.json({ options }, 200);
}
