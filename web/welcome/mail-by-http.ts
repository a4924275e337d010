import * as v from "valibot";
import type { Answer } from "../answer.ts";
import { askAnyone, askApi } from "../api.ts";

/** A link to sign in with, if the address is anyone's: nobody is told. */
export function askForSignInLink(email: string): Promise<Answer<unknown>> {
  return askAnyone("POST", "/api/mail/sign-in", v.unknown(), { email });
}

/** What to type in the browser that asked for this link. */
export function codeForLink(token: string): Promise<Answer<{ code: string }>> {
  return askAnyone("POST", "/api/mail/sign-in/shown-code", v.object({ code: v.string() }), {
    token,
  });
}

/** A link to choose another password with, if the address is anyone's. */
export function askForResetLink(email: string): Promise<Answer<unknown>> {
  return askAnyone("POST", "/api/mail/reset", v.unknown(), { email });
}

/** `waysRemoved`: every other way to sign in went, because nobody had confirmed the address before. */
export function replacePassword(
  token: string,
  password: string,
): Promise<Answer<{ waysRemoved: boolean }>> {
  const Replaced = v.object({ waysRemoved: v.boolean() });
  return askAnyone("POST", "/api/mail/reset/password", Replaced, { token, password });
}

/** Makes the address that the link was sent to one's own. Gives the address. */
export function confirmAddress(token: string): Promise<Answer<{ email: string }>> {
  return askApi("POST", "/api/email/confirmation", v.object({ email: v.string() }), { token });
}

/** A code for an invite that is for addresses of one domain. */
export function askForJoinCode(email: string, token: string): Promise<Answer<unknown>> {
  return askAnyone("POST", "/api/mail/join-code", v.unknown(), { email, token });
}

const OwnAddress = v.object({ email: v.nullable(v.string()), isVerified: v.boolean() });
export type OwnAddress = v.InferOutput<typeof OwnAddress>;

export function ownAddress(): Promise<Answer<OwnAddress>> {
  return askApi("GET", "/api/email", OwnAddress);
}

/** A link to the address that one has. */
export function askToVerify(): Promise<Answer<unknown>> {
  return askApi("POST", "/api/email/verification", v.unknown(), {});
}

/** A link to the address that one wants to have. It may take a proof. */
export function askToChange(email: string): Promise<Answer<unknown>> {
  return askApi("PUT", "/api/email", v.unknown(), { email });
}
