import { accountOf, credentialsOf, foldEmail } from "#db/accounts.ts";
import { addMailToken, type NewMailToken } from "#db/mail-tokens.ts";
import type { PersonId } from "#protocol/ids.ts";
import { ADDRESS_LINK_MS, RESET_LINK_MS, SIGN_IN_LINK_MS } from "#protocol/limits.ts";
import type { World } from "../api/world.ts";
import { hashOf, newSecret } from "../auth/secret.ts";
import { addressLetter, addressTakenLetter, resetLetter, signInLetter } from "./asked-letters.ts";
import { linkOrigin } from "./link-origin.ts";
import { post, type Posting } from "./post.ts";

// Everything here is done after the answer (`world.later`), which is the same whether or not the address is anyone's.

/** `asking`: the origin of the page that asked. `browserHash`: of what only that browser has. */
type Asked = { email: string; asking: string | undefined };

export async function mailSignInLink(
  world: World,
  { email, asking, browserHash }: Asked & { browserHash: string },
): Promise<void> {
  const account = await credentialsOf(world.database, email);
  if (!account) return;
  const to = foldEmail(email);
  const token = { purpose: "sign_in", person: account.id, email: to, browserHash } as const;
  const letter = async (community: string) => {
    const expiresAt = world.now() + SIGN_IN_LINK_MS;
    return signInLetter(
      community,
      await newLink(world, asking, "/link#sign-in.", { ...token, expiresAt }),
    );
  };
  await post(world, { kind: "sign_in", sender: "stranger", to, letter });
}

export async function mailResetLink(world: World, { email, asking }: Asked): Promise<void> {
  const account = await credentialsOf(world.database, email);
  if (!account) return;
  const to = foldEmail(email);
  const token = {
    purpose: "reset_password",
    person: account.id,
    email: to,
    browserHash: null,
  } as const;
  const letter = async (community: string) => {
    const expiresAt = world.now() + RESET_LINK_MS;
    return resetLetter(community, await newLink(world, asking, "/reset#", { ...token, expiresAt }));
  };
  await post(world, { kind: "reset_password", sender: "stranger", to, letter });
}

/** To the address that is to become theirs, or is theirs and nobody knows. An earlier such link is void. */
export async function mailAddressLink(
  world: World,
  { email, asking, person, sender }: Asked & { person: PersonId; sender: Posting["sender"] },
): Promise<void> {
  const to = foldEmail(email);
  const holder = await credentialsOf(world.database, to);
  if (holder && holder.id !== person) {
    // Whoever asks must not learn it; whoever has the address may.
    await post(world, { kind: "address_taken", sender, to, letter: addressTakenLetter });
    return;
  }
  const token = { purpose: "verify_email", person, email: to, browserHash: null } as const;
  const owner = await accountOf(world.database, person);
  if (!owner) return;
  const letter = async (community: string) => {
    const expiresAt = world.now() + ADDRESS_LINK_MS;
    const url = await newLink(world, asking, "/link#address.", { ...token, expiresAt });
    return addressLetter(community, owner.name, url);
  };
  await post(world, { kind: "verify_email", sender, to, letter });
}

/** In the fragment, which browsers send nowhere: what a mail scanner opens is only a page. */
async function newLink(
  world: World,
  asking: string | undefined,
  path: string,
  token: Omit<NewMailToken, "hash" | "codeHash">,
): Promise<string> {
  const secret = newSecret();
  const stored = { ...token, hash: await hashOf(secret), codeHash: null };
  await addMailToken(world.database, stored, world.now(), {
    isOnly: token.purpose === "verify_email",
  });
  return `${linkOrigin(world.env.ORIGINS, asking)}${path}${secret}`;
}
