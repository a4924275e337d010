import { isCommonPassword } from "#protocol/common-passwords.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "#protocol/limits.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { Env } from "../env.ts";
import type { Answer } from "../rooms.ts";
import { HashGate } from "./hash-gate.ts";
import { scryptBy, type Recipe } from "./scrypt.ts";
import { fromBase64Url, isSame, sealOf, toBase64Url } from "./secret.ts";

/** The secret that the database does not know, and who does the work. */
export type Hashing = Pick<Env, "PASSWORD_PEPPER" | "HASHER">;

/** 220 to 280 ms in workerd; more is over the runtime's cap (security.md §1.1). */
const LOG2_N = 15;
const R = 8;
const P = 3;
const SALT_BYTES = 16;
/** Raised when the pepper changes; then the old one has to be kept beside it. */
const PEPPER_VERSION = 1;
const TRY_AGAIN_MS = 2_000;

const FORM = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+),v=(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

const gate = new HashGate(
  () => Date.now(),
  (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
);

/** How many passwords have waited for their hash at once in this process, at most, since this was last asked. */
export function mostHashesWaiting(): number {
  return gate.takeMostWaiting();
}

/** Why nobody may have this password, or null. Counted in characters, before anything is hashed. */
export function objectionToPassword(password: string): RefusalCode | null {
  // A character has at most two units, so a giant is refused without being counted.
  if (password.length > 2 * MAX_PASSWORD_LENGTH) return "password_too_long";
  const { length } = Array.from(password.normalize("NFC"));
  if (length < MIN_PASSWORD_LENGTH) return "password_too_short";
  return length > MAX_PASSWORD_LENGTH ? "password_too_long" : null;
}

/** Why nobody may choose this password, or null. Those who have it already may go on using it. */
export function objectionToNewPassword(password: string): RefusalCode | null {
  return objectionToPassword(password) ?? (isCommonPassword(password) ? "password_common" : null);
}

/** What to store of a password, or `busy`. */
export async function hashPassword(password: string, hashing: Hashing): Promise<Answer<string>> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const key = await gate.pass(() => derive(password, hashing, { log2N: LOG2_N, r: R, p: P, salt }));
  if (key === null) return busy();
  const parameters = `ln=${LOG2_N},r=${R},p=${P},v=${PEPPER_VERSION}`;
  return { ok: true, value: `$scrypt$${parameters}$${toBase64Url(salt)}$${key}` };
}

/** Whether the password is the stored one, or `busy`. With nothing stored it takes as long, and says no. */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
  hashing: Hashing,
): Promise<Answer<boolean>> {
  const { recipe, key } = parse(stored) ?? NOBODY;
  const derived = await gate.pass(() => derive(password, hashing, recipe));
  if (derived === null) return busy();
  return { ok: true, value: isSame(derived, key) && key !== NOBODY.key };
}

/** Whether a hash was made with other parameters than today's. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(`$scrypt$ln=${LOG2_N},r=${R},p=${P},v=${PEPPER_VERSION}$`);
}

const NOBODY = {
  recipe: { log2N: LOG2_N, r: R, p: P, salt: new Uint8Array(SALT_BYTES) },
  key: "no hash has this form",
};

function parse(stored: string | undefined): { recipe: Recipe; key: string } | null {
  const [, log2N, r, p, , salt, key] = FORM.exec(stored ?? "") ?? [];
  const bytes = fromBase64Url(salt ?? "");
  if (!bytes || !key) return null;
  return { recipe: { log2N: Number(log2N), r: Number(r), p: Number(p), salt: bytes }, key };
}

async function derive(password: string, hashing: Hashing, recipe: Recipe): Promise<string> {
  const bytes = new TextEncoder().encode(password.normalize("NFC"));
  return sealOf(hashing.PASSWORD_PEPPER, await scryptBy(hashing.HASHER, bytes, recipe));
}

function busy(): Answer<never> {
  return { ok: false, refusal: refusal("busy", TRY_AGAIN_MS) };
}
