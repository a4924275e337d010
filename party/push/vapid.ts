import { base64url, importJWK, SignJWT, type CryptoKey } from "jose";
import type { PushEnv, PushKey } from "./push-env.ts";

/** Half of what RFC 8292 allows: a push service's clock may be wrong. */
const TOKEN_SECONDS = 12 * 60 * 60;

/** The public half in the form that browsers subscribe with: an uncompressed point in base64url. Null: push is off here. */
export function publicPushKey({ PUSH_KEY }: Pick<PushEnv, "PUSH_KEY">): string | null {
  if (!PUSH_KEY) return null;
  const point = [PUSH_KEY.x, PUSH_KEY.y].flatMap((half) => [...base64url.decode(half)]);
  return base64url.encode(Uint8Array.from([4, ...point]));
}

/** Tells push services who sends, so that nobody else can send to those who have subscribed here (RFC 8292). */
export class Vapid {
  readonly #env: PushEnv & { PUSH_KEY: PushKey };
  readonly #key: Promise<CryptoKey | Uint8Array>;

  constructor(env: PushEnv & { PUSH_KEY: PushKey }) {
    this.#env = env;
    this.#key = importJWK(env.PUSH_KEY, "ES256");
    // Told to whoever sends; nobody may be waiting yet.
    this.#key.catch(() => undefined);
  }

  /** The header for one push service. `now` in ms since epoch. */
  async authorization(endpoint: string, now: number): Promise<string> {
    const token = await new SignJWT()
      .setProtectedHeader({ typ: "JWT", alg: "ES256" })
      .setAudience(new URL(endpoint).origin)
      .setExpirationTime(Math.floor(now / 1_000) + TOKEN_SECONDS)
      .setSubject(subjectOf(this.#env))
      .sign(await this.#key);
    return `vapid t=${token}, k=${publicPushKey(this.#env)}`;
  }
}

/** Apple takes no token without one, and none that leads to a machine of one's own. */
function subjectOf({ PUSH_SUBJECT, ORIGINS }: PushEnv): string {
  const published = ORIGINS.find((origin) => origin.startsWith("https:"));
  return PUSH_SUBJECT ?? published ?? "https://localhost";
}
