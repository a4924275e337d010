import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { isSame, sealOf } from "../auth/secret.ts";

/** What one can be rid of by a press, without signing in. */
const MailKind = v.picklist(["missed"]);
export type MailKind = v.InferOutput<typeof MailKind>;
/** Whose mail ends, and which. */
export type Unsubscribing = { person: PersonId; kind: MailKind };

/** Kinds and ids have no dot in them, and neither has a seal. */
const TOKEN = /^([a-z]+)\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/;

/**
 * What the link in a mail says of itself. It grows no older: mail is kept for years, and whoever finds an old one may end what they
 * get all the same. It is good for nothing else.
 */
export async function unsubscribeToken(
  secret: string,
  { person, kind }: Unsubscribing,
): Promise<string> {
  return `${kind}.${person}.${await seal(secret, { person, kind })}`;
}

/** Null for what we have not made, and nobody learns why. */
export async function openUnsubscribeToken(
  secret: string,
  token: string,
): Promise<Unsubscribing | null> {
  const [, kind, person, given = ""] = TOKEN.exec(token) ?? [];
  const said = v.safeParse(v.object({ person: PersonId, kind: MailKind }), { person, kind });
  if (!said.success) return null;
  return isSame(await seal(secret, said.output), given) ? said.output : null;
}

function seal(secret: string, { person, kind }: Unsubscribing): Promise<string> {
  return sealOf(secret, `unsubscribe.${kind}.${person}`);
}
