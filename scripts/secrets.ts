import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
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
});
export type Secrets = v.InferOutput<typeof Secrets>;

function holdsSigningKeys(text: string): boolean {
  return v.is(SigningKeys, parseJson(text));
}

/**
 * The secrets of a data folder for a server that starts: made on the first start, and with signing keys that are renewed when they are old.
 * @throws Trouble when the file is there but cannot be used: new secrets would sign everyone out and void passwords.
 */
export async function openSecrets(file: string, now: number = Date.now()): Promise<Secrets> {
  const found = await findSecrets(file);
  const secrets = found ?? newSecrets(now);
  const keys = keysOf(secrets);
  const renewed = rotated(keys, now);
  if (found && renewed === keys) return found;
  const written = { ...secrets, TOKEN_KEYS: JSON.stringify(renewed) };
  await writeSecrets(file, written);
  return written;
}

/**
 * The secrets of a data folder that a server has been started in, or null.
 * @throws Trouble as above.
 */
export async function findSecrets(file: string): Promise<Secrets | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  const parsed = v.safeParse(Secrets, parseJson(text));
  if (parsed.success) return parsed.output;
  throw new Trouble(
    `The secrets in ${file} are damaged: restore the file from a backup, because new ones would lock everyone out.`,
  );
}

/** A line for each signing key. @throws Trouble where no server has been started. */
export async function tellKeys(file: string): Promise<string[]> {
  const { current, next, previous } = keysOf(await requireSecrets(file));
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return [
    `${current.kid} signs${current.since > 0 ? `, made on ${day(current.since)}` : ""}`,
    ...(next
      ? [`${next.kid} is published, and signs from ${new Date(next.from).toISOString()} on`]
      : []),
    ...(previous ? [`${previous.kid} is still accepted`] : []),
  ];
}

/** Puts one new signing key in the place of all, for when one has leaked: nothing that was signed before is accepted any more. */
export async function replaceKeys(file: string, now: number): Promise<void> {
  const secrets = await requireSecrets(file);
  await writeSecrets(file, { ...secrets, TOKEN_KEYS: JSON.stringify(firstKeys(now)) });
}

async function requireSecrets(file: string): Promise<Secrets> {
  const secrets = await findSecrets(file);
  if (secrets) return secrets;
  throw new Trouble(
    `There are no secrets at ${file}: name the server's data folder with PARLEY_DATA.`,
  );
}

function keysOf({ TOKEN_KEYS }: Secrets): SigningKeys {
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

async function writeSecrets(file: string, secrets: Secrets): Promise<void> {
  // Written aside and renamed, so that a crash here leaves no half of a file.
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function newSecrets(now: number): Secrets {
  const secret = () => randomBytes(32).toString("base64url");
  return {
    TOKEN_KEYS: JSON.stringify(firstKeys(now)),
    REFRESH_SECRET: secret(),
    PASSWORD_PEPPER: secret(),
    INTERNAL_SECRET: secret(),
  };
}
