import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { isPushKey, newPushKey, pushKeyName } from "./push-key.ts";
import { firstKeys, rotated, SigningKeys } from "./rotate-keys.ts";
import { codeOf, Trouble } from "./trouble.ts";

const Secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));

/** What only this community's server may know, under the names of the Worker's variables (party/env.ts). */
export const Secrets = v.object({
  /** JSON text: the private signing keys that access tokens and tickets are made with. */
  TOKEN_KEYS: v.pipe(v.string(), v.check(holdsSigningKeys)),
  REFRESH_SECRET: Secret,
  PASSWORD_PEPPER: Secret,
  INTERNAL_SECRET: Secret,
  /** JSON text: the private key that push services know this community by. */
  PUSH_KEY: v.pipe(v.string(), v.check(isPushKey)),
});
export type Secrets = v.InferOutput<typeof Secrets>;

/** As a file of an older version may be: made before there was anything to push. */
const KeptSecrets = v.object({
  ...Secrets.entries,
  PUSH_KEY: v.exactOptional(Secrets.entries.PUSH_KEY),
});
type KeptSecrets = v.InferOutput<typeof KeptSecrets>;

function holdsSigningKeys(text: string): boolean {
  return v.is(SigningKeys, parseJson(text));
}

/**
 * The secrets of a data folder for a server that starts: made on the first start, and with signing keys that are renewed when they are old.
 * @throws Trouble when the file is there but cannot be used: new secrets would sign everyone out and void passwords.
 */
export async function openSecrets(file: string, now: number = Date.now()): Promise<Secrets> {
  const found = await findSecrets(file);
  const secrets = { PUSH_KEY: newPushKey(), ...(found ?? newSecrets(now)) };
  const keys = keysOf(secrets);
  const renewed = rotated(keys, now);
  if (found?.PUSH_KEY && renewed === keys) return secrets;
  const written = { ...secrets, TOKEN_KEYS: JSON.stringify(renewed) };
  await writeSecrets(file, written);
  return written;
}

/**
 * The secrets of a data folder that a server has been started in, or null.
 * @throws Trouble as above.
 */
export async function findSecrets(file: string): Promise<KeptSecrets | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  const parsed = v.safeParse(KeptSecrets, parseJson(text));
  if (parsed.success) return parsed.output;
  throw new Trouble(
    `The secrets in ${file} are damaged: restore the file from a backup, because new ones would lock everyone out.`,
  );
}

/** A line for each key. @throws Trouble where no server has been started. */
export async function tellKeys(file: string): Promise<string[]> {
  const secrets = await requireSecrets(file);
  const { current, next, previous } = keysOf(secrets);
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return [
    `${current.kid} signs${current.since > 0 ? `, made on ${day(current.since)}` : ""}`,
    ...(next
      ? [`${next.kid} is published, and signs from ${new Date(next.from).toISOString()} on`]
      : []),
    ...(previous ? [`${previous.kid} is still accepted`] : []),
    ...(secrets.PUSH_KEY ? [`${pushKeyName(secrets.PUSH_KEY)} sends notifications`] : []),
  ];
}

/** Puts one new signing key in the place of all, for when one has leaked: nothing that was signed before is accepted any more. */
export async function replaceKeys(file: string, now: number): Promise<void> {
  const secrets = await requireSecrets(file);
  await writeSecrets(file, { ...secrets, TOKEN_KEYS: JSON.stringify(firstKeys(now)) });
}

/** Another key for push services, for when it has leaked: every browser subscribes anew when Parley is next opened in it. */
export async function replacePushKey(file: string): Promise<void> {
  await writeSecrets(file, { ...(await requireSecrets(file)), PUSH_KEY: newPushKey() });
}

async function requireSecrets(file: string): Promise<KeptSecrets> {
  const secrets = await findSecrets(file);
  if (secrets) return secrets;
  throw new Trouble(
    `There are no secrets at ${file}: name the server's data folder with PARLEY_DATA.`,
  );
}

function keysOf({ TOKEN_KEYS }: KeptSecrets): SigningKeys {
  return v.parse(SigningKeys, parseJson(TOKEN_KEYS));
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw new Trouble(`The secrets in ${file} cannot be read (${codeOf(error) ?? "unknown"}).`);
  }
}

async function writeSecrets(file: string, secrets: KeptSecrets): Promise<void> {
  // Written aside and renamed, so that a crash here leaves no half of a file.
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function newSecrets(now: number): KeptSecrets {
  const secret = () => randomBytes(32).toString("base64url");
  return {
    TOKEN_KEYS: JSON.stringify(firstKeys(now)),
    REFRESH_SECRET: secret(),
    PASSWORD_PEPPER: secret(),
    INTERNAL_SECRET: secret(),
  };
}
