import { Buffer } from "node:buffer";
import * as v from "valibot";
import { scryptHere } from "#party/auth/scrypt.ts";

const Wish = v.object({
  password: v.string(),
  salt: v.string(),
  log2N: v.pipe(v.number(), v.integer(), v.maxValue(15)),
  r: v.pipe(v.number(), v.integer(), v.maxValue(8)),
  p: v.pipe(v.number(), v.integer(), v.maxValue(3)),
});

/**
 * Hashes a password for the Worker, on threads of Node's own. In workerd a hash stops every room of the server for a quarter of a
 * second, and a burst of sign-ins stopped them for seconds (docs/decisions/0023-who-may-knock.md). How many run at once is
 * the Worker's affair (party/auth/hash-gate.ts).
 */
export async function answerHash(request: {
  json(): Promise<unknown>;
}): Promise<Uint8Array<ArrayBuffer>> {
  const { password, salt, ...parameters } = v.parse(Wish, await request.json());
  const bytes = (text: string) => Buffer.from(text, "base64url");
  return scryptHere(bytes(password), { ...parameters, salt: bytes(salt) });
}
