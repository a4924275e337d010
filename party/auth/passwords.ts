// The browser's types check this file too, through the types of the API, and have to find the declaration.
// oxlint-disable-next-line typescript/triple-slash-reference -- it declares a module and is none
/// <reference path="./node-crypto.d.ts" />
// oxlint-disable-next-line no-restricted-imports -- the one part of Node that both runtimes have and we need
import { scrypt } from "node:crypto";
import { isCommonPassword } from "#protocol/common-passwords.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "#protocol/limits.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { Answer } from "../rooms.ts";
import { HashGate } from "./hash-gate.ts";
import { fromBase64Url, isSame, sealOf, toBase64Url } from "./secret.ts";

/** 220 to 280 ms in workerd; more is over the runtime's cap (security.md §1.1). */
const LOG2_N = 15;
const R = 8;
const P = 3;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Node's own 32 MiB is just too little for these parameters. */
const MAX_MEMORY = 64 * 1024 * 1024;
/** Raised when the pepper changes; then the old one has to be kept beside it. */
const PEPPER_VERSION = 1;
const TRY_AGAIN_MS = 2_000;

const FORM = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+),v=(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

type Recipe = { log2N: number; r: number; p: number; salt: Uint8Array };

const gate = new HashGate(
  () => Date.now(),
  (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
);

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

/** What to store of a password, or `busy`. The pepper is a secret that the database does not know. */
export async function hashPassword(password: string, pepper: string): Promise<Answer<string>> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const key = await gate.pass(() => derive(password, pepper, { log2N: LOG2_N, r: R, p: P, salt }));
  if (key === null) return busy();
  const parameters = `ln=${LOG2_N},r=${R},p=${P},v=${PEPPER_VERSION}`;
  return { ok: true, value: `$scrypt$${parameters}$${toBase64Url(salt)}$${key}` };
}

/** Whether the password is the stored one, or `busy`. With nothing stored it takes as long, and says no. */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
  pepper: string,
): Promise<Answer<boolean>> {
  const { recipe, key } = parse(stored) ?? NOBODY;
  const derived = await gate.pass(() => derive(password, pepper, recipe));
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

async function derive(password: string, pepper: string, recipe: Recipe): Promise<string> {
  const bytes = new TextEncoder().encode(password.normalize("NFC"));
  const options = { N: 2 ** recipe.log2N, r: recipe.r, p: recipe.p, maxmem: MAX_MEMORY };
  const key = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    scrypt(bytes, recipe.salt, KEY_BYTES, options, (error, derived) => {
      if (error) reject(error);
      else resolve(derived);
    });
  });
  return sealOf(pepper, new Uint8Array(key));
}

function busy(): Answer<never> {
  return { ok: false, refusal: refusal("busy", TRY_AGAIN_MS) };
}
