import { createHash, generateKeyPairSync } from "node:crypto";
import * as v from "valibot";
import { PushKey } from "#party/push/push-env.ts";
import { parseJson } from "#protocol/decode.ts";

/** A key that push services will know this community by, as JSON text. */
export function newPushKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return JSON.stringify(privateKey.export({ format: "jwk" }));
}

export function isPushKey(text: string): boolean {
  return v.is(PushKey, parseJson(text));
}

/** A short name of a key, by its public half. */
export function pushKeyName(text: string): string {
  const { x, y } = v.parse(PushKey, parseJson(text));
  return createHash("sha256").update(`${x}.${y}`).digest("base64url").slice(0, 11);
}
