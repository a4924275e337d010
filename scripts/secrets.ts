import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { codeOf, Trouble } from "./trouble.ts";

const Secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));

/** What only this community's server may know, under the names of the Worker's variables (party/env.ts). */
export const Secrets = v.object({
  /** JSON text: the private signing key that access tokens and tickets are made with. */
  TOKEN_KEYS: v.pipe(v.string(), v.check(holdsSigningKey)),
  REFRESH_SECRET: Secret,
  PASSWORD_PEPPER: Secret,
  INTERNAL_SECRET: Secret,
});
export type Secrets = v.InferOutput<typeof Secrets>;

function holdsSigningKey(text: string): boolean {
  return v.is(v.object({ current: v.object({ kid: v.string(), d: v.string() }) }), parseJson(text));
}

/**
 * Reads the secrets of a data folder, making them on the first start.
 * @throws Trouble when the file is there but cannot be used: new secrets would sign everyone out and void passwords.
 */
export async function openSecrets(file: string): Promise<Secrets> {
  const text = await readIfThere(file);
  if (text === null) return makeSecrets(file);
  const parsed = v.safeParse(Secrets, parseJson(text));
  if (parsed.success) return parsed.output;
  throw new Trouble(
    `The secrets in ${file} are damaged: restore the file from a backup, because new ones would lock everyone out.`,
  );
}

/** The secrets of a data folder that a server has been started in, or null. */
export async function findSecrets(file: string): Promise<Secrets | null> {
  return (await readIfThere(file)) === null ? null : openSecrets(file);
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw new Trouble(`The secrets in ${file} cannot be read (${codeOf(error) ?? "unknown"}).`);
  }
}

async function makeSecrets(file: string): Promise<Secrets> {
  const secrets = newSecrets();
  // Written aside and renamed, so that a crash here leaves no half of a file.
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

function newSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync("ed25519");
  const kid = randomBytes(8).toString("base64url");
  const current = { ...privateKey.export({ format: "jwk" }), alg: "EdDSA", use: "sig", kid };
  const secret = () => randomBytes(32).toString("base64url");
  return {
    TOKEN_KEYS: JSON.stringify({ current }),
    REFRESH_SECRET: secret(),
    PASSWORD_PEPPER: secret(),
    INTERNAL_SECRET: secret(),
  };
}
