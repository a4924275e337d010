import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import type { PersonId } from "#protocol/ids.ts";
import { CHALLENGE_LASTS_MS } from "#protocol/limits.ts";
import type { NewPasskeyAnswer, PasskeyAnswer } from "./passkey-answer.ts";
import { fromBase64Url, toBase64Url } from "./secret.ts";

/** Whose passkeys are: the exact origin that the page has, and the domain that authenticators know it by. */
export type RelyingParty = { origin: string; id: string };

/** EdDSA, ES256, RS256: what every authenticator has one of, and every runtime of ours checks. */
const ALGORITHMS = [-8, -7, -257];

type Known = { id: string; transports: string[] };
type Owner = { id: PersonId; name: string; label: string };

/** What a browser needs to make a passkey. `label` is what the authenticator shows beside the name; `has` may not make another. */
export function optionsToMake(rp: RelyingParty & { name: string }, owner: Owner, has: Known[]) {
  return generateRegistrationOptions({
    rpName: rp.name,
    rpID: rp.id,
    userID: bytesOf(owner.id),
    userName: owner.label,
    userDisplayName: owner.name,
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: has,
    supportedAlgorithmIDs: ALGORITHMS,
    timeout: CHALLENGE_LASTS_MS,
  });
}

/** What a browser needs to have one of these passkeys sign, or any that it has for us when none are named. */
export function optionsToSign(rp: RelyingParty, allowed: Known[]) {
  return generateAuthenticationOptions({
    rpID: rp.id,
    allowCredentials: allowed,
    userVerification: "required",
    timeout: CHALLENGE_LASTS_MS,
  });
}

/** What to store of a passkey that was made for this challenge, or null when something about it is wrong. */
export async function checkNew(
  answer: NewPasskeyAnswer,
  challenge: string,
  rp: RelyingParty,
): Promise<{ id: string; publicKey: string; counter: number; isBackedUp: boolean } | null> {
  const { id, clientDataJSON, attestationObject } = answer;
  const object = fromBase64Url(attestationObject);
  try {
    if (object === null || hasCertificates(object)) return null;
    const { registrationInfo: made } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject },
      },
      ...expected(challenge, rp),
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!made || made.credential.id !== id) return null;
    const { publicKey, counter } = made.credential;
    const isBackedUp = made.credentialBackedUp;
    return { id, publicKey: toBase64Url(publicKey), counter, isBackedUp };
  } catch {
    // The library throws for whatever does not fit. It came from outside, so it is no fault of ours.
    return null;
  }
}

/** What a passkey says that has signed this challenge, or null when it was not this passkey or something is wrong. */
export async function checkSigned(
  answer: PasskeyAnswer,
  publicKey: string,
  challenge: string,
  rp: RelyingParty,
): Promise<{ counter: number; isBackedUp: boolean } | null> {
  const { id, clientDataJSON, authenticatorData, signature } = answer;
  const key = fromBase64Url(publicKey);
  if (key === null) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON, authenticatorData, signature },
      },
      ...expected(challenge, rp),
      // What a number that has not grown means is decided where it is stored (db/passkeys.ts).
      credential: { id, publicKey: key, counter: 0 },
    });
    const { newCounter, credentialBackedUp } = authenticationInfo;
    return verified ? { counter: newCounter, isBackedUp: credentialBackedUp } : null;
  } catch {
    // As above.
    return null;
  }
}

/** What an authenticator keeps of whose a passkey is: the bytes of the id. */
export function userHandleOf(person: PersonId): string {
  return toBase64Url(bytesOf(person));
}

// We ask for none. Whoever sends some all the same must not choose what parses them.
function hasCertificates(attestationObject: Uint8Array<ArrayBuffer>): boolean {
  const decoded = decodeAttestationObject(attestationObject);
  const format = decoded.get("fmt");
  const isSelfMade = format === "packed" && decoded.get("attStmt").get("x5c") === undefined;
  return format !== "none" && !isSelfMade;
}

function expected(challenge: string, rp: RelyingParty) {
  return {
    expectedChallenge: challenge,
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    requireUserVerification: true,
  };
}

function bytesOf(person: PersonId): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(person));
}
