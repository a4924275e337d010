import { isRetryable, type Answer } from "../answer.ts";
import { askAnyone } from "../api.ts";
import { session } from "../session/session.ts";
import { makePasskey, signByPasskey, type SignedByPasskey } from "./ceremonies.ts";
import { forgetPasskey } from "./forget-passkey.ts";

const SIGN_IN = "/api/session/passkey";

/** Asks for a passkey now, and signs in with whichever the person chooses. */
export async function enterByPasskey(): Promise<Answer<unknown>> {
  const used = await signByPasskey(askAnyone, SIGN_IN);
  return used.ok ? enterSigned(used.value) : used;
}

/** Waits until the person has chosen one in the list under a field. */
export function passkeyFromField(): Promise<Answer<SignedByPasskey>> {
  return signByPasskey(askAnyone, SIGN_IN, "in_field");
}

/** Signs in with a passkey that has signed. */
export async function enterSigned({ signed, rpId }: SignedByPasskey): Promise<Answer<unknown>> {
  const answer = await session.enter(SIGN_IN, signed);
  if (!answer.ok && answer.code === "passkey_unknown") void forgetPasskey(signed.id, rpId);
  return answer;
}

/** Makes an account, or the community, with a passkey in place of a password. */
export async function enterWithNewPasskey(
  path: "/api/people" | "/api/community",
  form: object,
): Promise<Answer<unknown>> {
  const made = await makePasskey(askAnyone, `${path}/passkey`, form);
  if (!made.ok) return made;
  const { passkey, rpId } = made.value;
  const answer = await session.enter(`${path}/passkey`, { ...form, passkey });
  // Where nobody knows what became of it, it may be the only way in.
  if (!answer.ok && !isRetryable(answer.code)) void forgetPasskey(passkey.id, rpId);
  return answer;
}
