import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { fromBase64Url } from "./secret.ts";

const Base64Url = (maxLength: number) =>
  v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(maxLength));

/** A credential's id has at most 1,023 bytes. */
export const PasskeyId = Base64Url(1_364);

/** Ways to reach an authenticator that browsers know of; what else they say is not kept. */
const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"];

/** What a browser brings of a passkey that it has made: the parts of a RegistrationResponseJSON that are read. */
export const NewPasskeyAnswer = v.strictObject({
  id: PasskeyId,
  clientDataJSON: Base64Url(4_096),
  attestationObject: Base64Url(16_384),
  transports: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(32))),
    v.maxLength(16),
    v.transform((transports) => TRANSPORTS.filter((known) => transports.includes(known))),
  ),
});
export type NewPasskeyAnswer = v.InferOutput<typeof NewPasskeyAnswer>;

/** What a browser brings of a passkey that has signed: the parts of an AuthenticationResponseJSON that are read. */
export const PasskeyAnswer = v.strictObject({
  id: PasskeyId,
  clientDataJSON: Base64Url(4_096),
  authenticatorData: Base64Url(4_096),
  signature: Base64Url(2_048),
  /** Whose it is, as far as the authenticator says so. */
  userHandle: v.nullable(Base64Url(128)),
});
export type PasskeyAnswer = v.InferOutput<typeof PasskeyAnswer>;

/** Nobody frames our page, so nobody asks for a passkey from inside another's. */
const ClientData = v.object({ challenge: v.string(), crossOrigin: v.optional(v.literal(false)) });

/** The challenge that was answered, or null when the browser's part cannot be read or comes from a frame in another's page. */
export function challengeIn(clientDataJSON: string): string | null {
  const bytes = fromBase64Url(clientDataJSON);
  const text = bytes === null ? "" : new TextDecoder().decode(bytes);
  const read = v.safeParse(ClientData, parseJson(text));
  return read.success ? read.output.challenge : null;
}
