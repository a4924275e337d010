import { generateKeyPairSync, randomBytes } from "node:crypto";
import { newPushKey } from "../scripts/push-key.ts";
import { readEnv, type Env } from "#party/env.ts";

export const ORIGIN = "http://localhost:1999";

/** Bindings as a host would hand them in, with keys that nobody else has. */
export function newBindings(LIBSQL_URL: string): Record<string, string> {
  const secret = () => randomBytes(32).toString("base64url");
  return {
    LIBSQL_URL,
    ORIGINS: `${ORIGIN},https://chat.example.org`,
    TOKEN_KEYS: JSON.stringify({ current: newSigningKey("current"), next: newSigningKey("next") }),
    REFRESH_SECRET: secret(),
    PASSWORD_PEPPER: secret(),
    INTERNAL_SECRET: secret(),
    PUSH_KEY: newPushKey(),
  };
}

export function newEnv(LIBSQL_URL = "http://127.0.0.1:9"): Env {
  return readEnv(newBindings(LIBSQL_URL));
}

export function newSigningKey(kid: string): Record<string, unknown> {
  return { ...generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }), kid };
}
