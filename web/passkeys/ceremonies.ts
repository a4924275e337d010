import {
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import * as v from "valibot";
import { failure, type Answer, type Failure } from "../answer.ts";
import type { askAnyone } from "../api.ts";
import { ceremonyText } from "./ceremonies.text.ts";

/** As someone, or as nobody yet. */
type Ask = typeof askAnyone;

/** What the server is told of a passkey that was made, and of whose it is: `rpId` is a domain. */
export type MadePasskey = {
  passkey: { id: string; clientDataJSON: string; attestationObject: string; transports: string[] };
  rpId: string;
};

/** What the server is told of a passkey that has signed. */
export type SignedByPasskey = {
  signed: {
    id: string;
    clientDataJSON: string;
    authenticatorData: string;
    signature: string;
    userHandle: string | null;
  };
  rpId: string;
};

const hasChallenge = (options: unknown) => v.is(v.object({ challenge: v.string() }), options);
const ToMake = v.object({
  options: v.custom<PublicKeyCredentialCreationOptionsJSON>(hasChallenge),
});
const ToSign = v.object({
  options: v.custom<PublicKeyCredentialRequestOptionsJSON>(hasChallenge),
});

/** Has the browser make a passkey for the challenge that the server gives at `path`. */
export async function makePasskey(
  ask: Ask,
  path: string,
  form: object,
): Promise<Answer<MadePasskey>> {
  const begun = await ask("POST", `${path}/challenge`, ToMake, form);
  if (!begun.ok) return begun;
  const { options } = begun.value;
  try {
    const { id, response } = await startRegistration({ optionsJSON: options });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    const passkey = { id, clientDataJSON, attestationObject, transports };
    return { ok: true, value: { passkey, rpId: options.rp.id ?? window.location.hostname } };
  } catch (error) {
    return whyNot(error);
  }
}

/** Has a passkey sign the challenge that the server gives at `path`. `where`: asked for at once, or offered in the list of a field. */
export async function signByPasskey(
  ask: Ask,
  path: string,
  where: "at_once" | "in_field" = "at_once",
): Promise<Answer<SignedByPasskey>> {
  const begun = await ask("POST", `${path}/challenge`, ToSign, {});
  if (!begun.ok) return begun;
  const { options } = begun.value;
  try {
    const { id, response } = await startAuthentication({
      optionsJSON: options,
      useBrowserAutofill: where === "in_field",
    });
    const { clientDataJSON, authenticatorData, signature, userHandle = null } = response;
    const signed = { id, clientDataJSON, authenticatorData, signature, userHandle };
    return { ok: true, value: { signed, rpId: options.rpId ?? window.location.hostname } };
  } catch (error) {
    return whyNot(error);
  }
}

/** Browsers tell little on purpose: who declines, waits too long or has no passkey hears the same. */
function whyNot(error: unknown): Failure {
  const t = ceremonyText.get();
  const name = error instanceof Error ? error.name : "";
  const says =
    name === "InvalidStateError"
      ? t.hasOne
      : name === "NotAllowedError" || name === "AbortError"
        ? t.notUsed
        : t.notHere;
  return failure("passkey_refused", undefined, says);
}
