import type { Context } from "hono";
import { findPasskey, notePasskeyUse, type Passkey } from "#db/passkeys.ts";
import type { PersonId } from "#protocol/ids.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { NewPasskeyAnswer, PasskeyAnswer } from "../auth/passkey-answer.ts";
import { checkNew, checkSigned, userHandleOf } from "../auth/passkeys.ts";
import { log } from "../log.ts";
import type { Answer } from "../rooms.ts";
import { spendChallenge, type Challenge, type Purpose } from "./challenge.ts";
import { deviceLabel } from "./device.ts";
import type { ApiEnv } from "./world.ts";

/** The passkey to store that was made for a challenge of ours. Its person is whoever the challenge was given for. */
export async function checkMade(
  c: Context<ApiEnv>,
  purpose: Purpose,
  answer: NewPasskeyAnswer,
): Promise<Answer<Passkey>> {
  const spent = await spendChallenge(c, purpose, answer.clientDataJSON);
  if (!spent.ok) return spent;
  const { challenge, rp, person } = spent.value;
  const made = person === null ? null : await checkNew(answer, challenge, rp);
  if (person === null || made === null) return no("passkey_refused");
  // An id is the authenticator's choice. Nobody takes another's by choosing it too.
  if (await findPasskey(c.env.world.database, made.id)) return no("passkey_exists");
  const name = deviceLabel(c.req.header("User-Agent"));
  return { ok: true, value: { ...made, person, name, transports: answer.transports } };
}

/** Who has shown that they are it, by a passkey that has signed a challenge of ours. */
export async function checkUsed(
  c: Context<ApiEnv>,
  purpose: Purpose,
  answer: PasskeyAnswer,
): Promise<Answer<PersonId>> {
  const { database, now } = c.env.world;
  const spent = await spendChallenge(c, purpose, answer.clientDataJSON);
  if (!spent.ok) return spent;
  const { challenge, rp } = spent.value;
  const passkey = await findPasskey(database, answer.id);
  if (!passkey) return no("passkey_unknown");
  if (!isOf(passkey.person, spent.value, answer.userHandle)) return no("passkey_refused");
  const seen = await checkSigned(answer, passkey.publicKey, challenge, rp);
  if (seen === null) return no("passkey_refused");
  const { id, person } = passkey;
  const isNoted = await notePasskeyUse(database, { id, person, ...seen, now: now() });
  if (hasGoneBack(passkey.counter, seen.counter)) {
    // There are two of it: somebody has a copy, or a service has made one that counts for itself.
    log.alarm("passkey.counter_went_back", { person, accepted: Number(isNoted) });
  }
  return isNoted ? { ok: true, value: person } : no("passkey_refused");
}

/** Whoever signs in without a name is told by the passkey alone, so it has to say whose it is. */
function isOf(owner: PersonId, { person }: Challenge, userHandle: string | null): boolean {
  if (person !== null && person !== owner) return false;
  return userHandle === null ? person !== null : userHandle === userHandleOf(owner);
}

/** Those that do not count say 0 for ever. */
function hasGoneBack(stored: number, seen: number): boolean {
  return (stored > 0 || seen > 0) && seen <= stored;
}

function no(code: RefusalCode) {
  return { ok: false, refusal: refusal(code) } as const;
}
