// The browser's types check this file too, through the types of the API, and have to find the declaration.
// oxlint-disable-next-line typescript/triple-slash-reference -- it declares a module and is none
/// <reference path="./node-crypto.d.ts" />
// oxlint-disable-next-line no-restricted-imports -- the one part of Node that both runtimes have and we need
import { scrypt } from "node:crypto";
import * as v from "valibot";
import { toBase64Url } from "./secret.ts";

export type Recipe = { log2N: number; r: number; p: number; salt: Uint8Array };

/** Somebody with a thread to spare: the server on one's own machine brings one (scripts/hasher.ts). */
export type Hasher = { fetch(request: Request): Promise<Response> };

/** What a hasher is asked. Bytes are base64url. */
export type HashWish = { password: string; salt: string; log2N: number; r: number; p: number };

const HASH_BYTES = 32;
/** Node's own 32 MiB is just too little for today's parameters. */
const MAX_MEMORY = 64 * 1024 * 1024;
/** The host part of the URL means nothing. */
const NOWHERE = "https://hasher.invalid/";

/** 32 bytes, by the hasher if there is one. Else here, where a runtime stands still for a quarter of a second. */
export async function scryptBy(
  hasher: Hasher | undefined,
  password: Uint8Array,
  recipe: Recipe,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!hasher) return scryptHere(password, recipe);
  const { salt, ...parameters } = recipe;
  const wish: HashWish = {
    ...parameters,
    password: toBase64Url(password),
    salt: toBase64Url(salt),
  };
  const body = JSON.stringify(wish);
  const answer = await hasher.fetch(new Request(NOWHERE, { method: "POST", body }));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!answer.ok || bytes.length !== HASH_BYTES) throw new Error("the hasher gave no hash");
  return bytes;
}

export function scryptHere(
  password: Uint8Array,
  { log2N, r, p, salt }: Recipe,
): Promise<Uint8Array<ArrayBuffer>> {
  const options = { N: 2 ** log2N, r, p, maxmem: MAX_MEMORY };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, derived) => {
      if (error) reject(error);
      else resolve(new Uint8Array(derived));
    });
  });
}

/** A binding is an object of the runtime's; all we know of it is that it can be asked. */
export const Hasher = v.custom<Hasher>(
  (value) => typeof value === "object" && value !== null && "fetch" in value,
  "has to be a service",
);
