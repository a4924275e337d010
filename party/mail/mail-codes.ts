import { credentialsOf, foldEmail } from "#db/accounts.ts";
import { addMailToken, type MailPurpose } from "#db/mail-tokens.ts";
import type { PersonId } from "#protocol/ids.ts";
import { MAIL_CODE_MS } from "#protocol/limits.ts";
import type { World } from "../api/world.ts";
import { hashOf, newSecret } from "../auth/secret.ts";
import { addressTakenLetter, codeLetter } from "./asked-letters.ts";
import { newCode, sealCode } from "./code.ts";
import { post } from "./post.ts";

/** A code that only the session which asked can use. The mailbox was asked already. */
export async function mailProofCode(
  world: World,
  { person, email, browserHash }: { person: PersonId; email: string; browserHash: string },
): Promise<void> {
  const letter = async (community: string) =>
    codeLetter(community, await keepCode(world, { purpose: "prove", person, email, browserHash }));
  await post(world, { kind: "prove", sender: "counted", to: email, letter });
}

/** A code that shows whose address it is, for an account that is not there yet. */
export async function mailJoinCode(
  world: World,
  { email, browserHash }: { email: string; browserHash: string },
): Promise<void> {
  const to = foldEmail(email);
  const isTaken = (await credentialsOf(world.database, to)) !== undefined;
  const letter = async (community: string) => {
    if (isTaken) return addressTakenLetter(community);
    const token = { purpose: "join", person: null, email: to, browserHash } as const;
    return codeLetter(community, await keepCode(world, token));
  };
  await post(world, { kind: "join", sender: "stranger", to, letter });
}

type Kept = { purpose: MailPurpose; person: PersonId | null; email: string; browserHash: string };

async function keepCode({ database, env, now }: World, kept: Kept): Promise<string> {
  const code = await newCode(env.REFRESH_SECRET);
  const token = {
    ...kept,
    // There is no link: nobody has what this is the hash of.
    hash: await hashOf(newSecret()),
    codeHash: await sealCode(env.REFRESH_SECRET, kept.browserHash, code),
    expiresAt: now() + MAIL_CODE_MS,
  };
  await addMailToken(database, token, now());
  return code;
}
