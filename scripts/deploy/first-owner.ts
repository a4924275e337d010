import * as v from "valibot";
import type { Database } from "#db/client.ts";
import { communityName, foundCommunity } from "#db/community.ts";
import { addMailToken } from "#db/mail-tokens.ts";
import { hashOf, newSecret } from "#party/auth/secret.ts";
import { isCommunityName } from "#party/api/founding.ts";
import { isEmail, isName } from "#party/api/new-person.ts";
import { nameKeyOf } from "#party/names/name-key.ts";
import { PersonId } from "#protocol/ids.ts";
import { MAX_DISPLAY_NAME_LENGTH } from "#protocol/limits.ts";
import { cleanName } from "#protocol/text.ts";
import { Trouble } from "../trouble.ts";

/** Who creates the community, and what it is called. */
export type Founding = { community: string; name: string; email: string };

const LINK_LASTS_MS = 24 * 60 * 60_000;

/** @throws Trouble that names what is wrong with it. */
export function requireFounding({ community, name, email }: Founding): void {
  const wrong = [
    ...(isCommunityName(community) ? [] : ["--community has to be the name of the community"]),
    ...(isName(name, MAX_DISPLAY_NAME_LENGTH) && isEmail(email)
      ? []
      : ['--owner has to be a name and an address, such as "Ann <ann@example.org>"']),
  ];
  if (wrong.length > 0) throw new Trouble(`${wrong.join(", and ")}.`);
}

/** "Ann <ann@example.org>". What is none comes back empty. */
export function readOwner(text: string): Pick<Founding, "name" | "email"> {
  const [, name = "", email = ""] = /^\s*(.*?)\s*<([^<>]*)>\s*$/.exec(text) ?? [];
  return { name, email };
}

/**
 * Creates the community in its database, before anything of it is served: on a public address whoever came first would own it. Its owner
 * has no way in yet. Nothing happens where there is one.
 */
export async function foundFirst(
  database: Database,
  { community, name, email }: Founding,
  now: number,
): Promise<void> {
  if ((await communityName(database)) !== null) return;
  const id = v.parse(PersonId, crypto.randomUUID());
  const founder = { id, name: cleanName(name), role: "owner", email: email.trim() } as const;
  await foundCommunity(database, {
    name: cleanName(community),
    founder: { ...founder, isEmailVerified: false, passwordHash: null },
    nameKey: nameKeyOf(founder.name),
    // Every founding has one. It is over as it begins, and nobody has its token.
    session: {
      id: crypto.randomUUID(),
      person: id,
      device: "npm run deploy",
      place: null,
      expiresAt: now,
      token: { hash: await hashOf(newSecret()), generation: 0, nonce: newSecret() },
    },
    now,
  });
}

/** A link by which an owner chooses a password who has no way in yet, good once and for a day; null where every owner has one. */
export async function ownersLink(
  database: Database,
  origin: string,
  now: number,
): Promise<string | null> {
  const { rows } = await database.client.execute(`
    select accounts.id, emails.email from accounts join emails on emails.account_id = accounts.id
    where accounts.role = 'owner' and accounts.kind = 'person' and accounts.banned_at is null
      and not exists (select 1 from accounts as other where other.role = 'owner' and (
        exists (select 1 from passwords where account_id = other.id)
        or exists (select 1 from passkeys where account_id = other.id)
        or exists (select 1 from identities where account_id = other.id)))
    order by accounts.created_at limit 1`);
  const Row = v.object({ id: PersonId, email: v.string() });
  const owner = v.safeParse(Row, { ...rows[0] });
  if (!owner.success) return null;
  const [token, { id: person, email }] = [newSecret(), owner.output];
  const purpose = "reset_password" as const;
  const mail = { purpose, person, email, browserHash: null, codeHash: null };
  const expiresAt = now + LINK_LASTS_MS;
  await addMailToken(database, { ...mail, hash: await hashOf(token), expiresAt }, now, {
    isOnly: true,
  });
  return `${origin}/reset#${token}`;
}
