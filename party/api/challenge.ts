import type { Context } from "hono";
import * as v from "valibot";
import { beginCeremony, takeCeremony } from "#db/ceremonies.ts";
import { parseJson } from "#protocol/decode.ts";
import { PersonId } from "#protocol/ids.ts";
import { CHALLENGE_LASTS_MS } from "#protocol/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import { challengeIn } from "../auth/passkey-answer.ts";
import type { RelyingParty } from "../auth/passkeys.ts";
import { hashOf } from "../auth/secret.ts";
import type { Answer } from "../rooms.ts";
import { knowBrowser, knownBrowser } from "./this-browser.ts";
import type { ApiEnv } from "./world.ts";

/** What a challenge was given for; it is good for nothing else. */
export type Purpose =
  | "passkey.add"
  | "passkey.sign_in"
  | "passkey.sign_up"
  | "passkey.found"
  | "passkey.prove";

const Challenge = v.object({
  challenge: v.string(),
  rp: v.object({ origin: v.string(), id: v.string() }),
  /** Who the passkey is or will be of; null: whoever comes. */
  person: v.nullable(PersonId),
});
export type Challenge = v.InferOutput<typeof Challenge>;

/** Remembers a challenge that this browser alone may answer, once, within five minutes. */
export async function giveChallenge(
  c: Context<ApiEnv>,
  purpose: Purpose,
  given: { challenge: string; rp: RelyingParty; person: PersonId | null },
): Promise<void> {
  const { database, now } = c.env.world;
  const hash = await nameOf(await knowBrowser(c), given.challenge);
  const { challenge, rp, person } = given;
  const data = JSON.stringify({ challenge, rp: { origin: rp.origin, id: rp.id }, person });
  const expiresAt = now() + CHALLENGE_LASTS_MS;
  await beginCeremony(database, { hash, kind: purpose, data, expiresAt }, now());
}

/** The challenge that this is an answer to. It is spent by asking, whatever becomes of the answer. */
export async function spendChallenge(
  c: Context<ApiEnv>,
  purpose: Purpose,
  clientDataJSON: string,
): Promise<Answer<Challenge>> {
  const { database, now } = c.env.world;
  const challenge = challengeIn(clientDataJSON);
  if (challenge === null) return { ok: false, refusal: refusal("passkey_refused") };
  const browser = await knownBrowser(c);
  const hash = browser === undefined ? undefined : await nameOf(browser, challenge);
  const data = hash && (await takeCeremony(database, { hash, kind: purpose }, now()));
  // Too late, a second time, from another browser, for something else: whoever tells them apart tells a thief.
  if (!data) return { ok: false, refusal: refusal("challenge_over") };
  return { ok: true, value: v.parse(Challenge, parseJson(data)) };
}

/** A row is found by what the browser holds and what was signed, together: neither is of use alone. */
function nameOf(browser: string, challenge: string): Promise<string> {
  return hashOf(`${browser}.${challenge}`);
}
