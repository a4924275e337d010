import { Hono, type Context } from "hono";
import * as v from "valibot";
import type { NewAccount } from "#db/accounts.ts";
import { communityName } from "#db/community.ts";
import { newPasskey, type Passkey } from "#db/passkeys.ts";
import { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { cleanName } from "#protocol/text.ts";
import { NewPasskeyAnswer } from "../auth/passkey-answer.ts";
import { optionsToMake } from "../auth/passkeys.ts";
import { perAddress } from "./at-most.ts";
import { body } from "./body.ts";
import { giveChallenge, type Purpose } from "./challenge.ts";
import { found, isCommunityName } from "./founding.ts";
import { proveJoiner } from "./join-code.ts";
import { objectionToPerson } from "./new-person.ts";
import { admissionBy, welcome } from "./newcomer.ts";
import { checkMade } from "./passkey-check.ts";
import { problem } from "./problem.ts";
import { relyingPartyOf } from "./relying-party.ts";
import type { ApiEnv } from "./world.ts";

const Person = { displayName: v.string(), email: v.string() };
type Person = { displayName: string; email: string };
/** `emailCode` as for those who choose a password (people.ts). */
const SignUp = { token: v.optional(v.string()), emailCode: v.optional(v.string()), ...Person };
const Founding = { name: v.string(), ...Person };
const made = { passkey: NewPasskeyAnswer };

/** New accounts that have a passkey in place of a password. Each is made together with its passkey, or not at all. */
export const passkeySignUpRoutes = new Hono<ApiEnv>()
  .post(
    "/api/people/passkey/challenge",
    perAddress("passkeyChallengesPerMinute"),
    body(v.strictObject(SignUp)),
    async (c) => {
      const { token: invite, emailCode, ...person } = c.req.valid("json");
      const objection = objectionToPerson(person);
      if (objection) return problem(objection);
      const admission = await admissionBy(c.env.world, invite);
      if (!admission.ok) return problem(admission.refusal);
      // Before their device makes a passkey that would be of no use.
      const proved = await proveJoiner(c, admission.value, person.email, emailCode);
      if (!proved.ok) return problem(proved.refusal);
      const name = (await communityName(c.env.world.database)) ?? "Parley";
      return answerChallenge(c, "passkey.sign_up", name, person);
    },
  )
  .post(
    "/api/people/passkey",
    perAddress("signUpsPerMinute"),
    body(v.strictObject({ ...SignUp, ...made })),
    async (c) => {
      const { world } = c.env;
      const { token: invite, emailCode, passkey: answer, ...person } = c.req.valid("json");
      const objection = objectionToPerson(person);
      if (objection) return problem(objection);
      const admission = await admissionBy(world, invite);
      if (!admission.ok) return problem(admission.refusal);
      const proved = await proveJoiner(c, admission.value, person.email, emailCode);
      if (!proved.ok) return problem(proved.refusal);
      const passkey = await checkMade(c, "passkey.sign_up", answer);
      if (!passkey.ok) return problem(passkey.refusal);
      const made = accountWith(passkey.value, person, admission.value.role);
      const account = { ...made, isEmailVerified: proved.value.isVerified };
      const ways = [newPasskey(passkey.value, world.now()), ...proved.value.spend(account.id)];
      return welcome(c, { account, admission: admission.value, ways }, invite);
    },
  )
  .post(
    "/api/community/passkey/challenge",
    perAddress("passkeyChallengesPerMinute"),
    body(v.strictObject(Founding)),
    async (c) => {
      const { name, ...person } = c.req.valid("json");
      const objection = objectionToFounding(name, person);
      if (objection) return problem(objection);
      if ((await communityName(c.env.world.database)) !== null) return problem("community_exists");
      return answerChallenge(c, "passkey.found", cleanName(name), person);
    },
  )
  .post(
    "/api/community/passkey",
    perAddress("signUpsPerMinute"),
    body(v.strictObject({ ...Founding, ...made })),
    async (c) => {
      const { name, passkey: answer, ...person } = c.req.valid("json");
      const objection = objectionToFounding(name, person);
      if (objection) return problem(objection);
      const passkey = await checkMade(c, "passkey.found", answer);
      if (!passkey.ok) return problem(passkey.refusal);
      const founder = accountWith(passkey.value, person, "owner");
      return found(c, { name, founder, ways: [newPasskey(passkey.value, c.env.world.now())] });
    },
  );

/** The account's id is chosen now, because the authenticator keeps it with the passkey. */
async function answerChallenge(
  c: Context<ApiEnv>,
  purpose: Purpose,
  community: string,
  { displayName, email }: Person,
) {
  const rp = relyingPartyOf(c);
  if (!rp.ok) return problem(rp.refusal);
  const person = v.parse(PersonId, crypto.randomUUID());
  const owner = { id: person, name: cleanName(displayName), label: email.trim() };
  const options = await optionsToMake({ ...rp.value, name: community }, owner, []);
  await giveChallenge(c, purpose, { challenge: options.challenge, rp: rp.value, person });
  return c.json({ options }, 200);
}

function objectionToFounding(name: string, person: Person) {
  return isCommunityName(name) ? objectionToPerson(person) : "name_invalid";
}

function accountWith(
  { person: id }: Passkey,
  { displayName, email }: Person,
  role: CommunityRole,
): NewAccount {
  const name = cleanName(displayName);
  return { id, name, role, email, isEmailVerified: false, passwordHash: null };
}
