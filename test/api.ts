import * as v from "valibot";
import { app } from "#party/api/app.ts";
import type { World } from "#party/api/world.ts";
import { issueOperatorToken } from "#party/auth/operator-token.ts";
import { loadTokenKeys } from "#party/auth/token-keys.ts";
import { openDatabase } from "#db/client.ts";
import { PersonId } from "#protocol/ids.ts";
import { emptyDatabase, startDatabase } from "./database.ts";
import { fakeRooms, type FakeRooms } from "./fake-rooms.ts";
import { newEnv, ORIGIN } from "./secrets.ts";
import { NOON } from "./words.ts";

export type Asked = {
  body?: unknown;
  /** An access or operator token. */
  token?: string;
  cookie?: string;
  headers?: Record<string, string>;
  /** Replaces parts of the world for this one request. */
  world?: Partial<World>;
  origin?: string;
};

export type Heard = { status: number; body: unknown; cookie: string | undefined; headers: Headers };

const SessionBody = v.object({
  accessToken: v.string(),
  expiresAt: v.number(),
  person: v.object({ id: PersonId, name: v.string(), role: v.string() }),
});
export type SignedIn = v.InferOutput<typeof SessionBody> & { cookie: string };

export type TestApi = Awaited<ReturnType<typeof startApi>>;

/** The API over a real database and rooms by the real rules, with a clock that only tests move. */
export async function startApi() {
  const real = await startDatabase();
  const env = newEnv(real.url);
  const keys = await loadTokenKeys(env);
  const clock = { now: NOON };
  const now = () => clock.now;
  let rooms: FakeRooms = fakeRooms(now);
  const world = (): World => ({ env, database: real.database, rooms, keys, now });

  async function ask(method: string, path: string, asked: Asked = {}): Promise<Heard> {
    const { body, token, cookie, headers, origin = ORIGIN } = asked;
    const request = new Request(`${origin}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { Cookie: cookie, "Sec-Fetch-Site": "same-origin" }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await app.fetch(request, { world: { ...world(), ...asked.world } });
    const text = await response.text();
    return {
      status: response.status,
      body: text === "" ? null : JSON.parse(text),
      cookie: response.headers.get("Set-Cookie")?.split(";")[0],
      headers: response.headers,
    };
  }

  async function signedIn(heard: Promise<Heard>): Promise<SignedIn> {
    const { body, cookie } = await heard;
    return { ...v.parse(SessionBody, body), cookie: cookie ?? "" };
  }

  return {
    env,
    keys,
    clock,
    ask,
    database: real.database,
    rooms: () => rooms,
    /** As if the database had gone away. */
    withoutDatabase: { database: openDatabase({ LIBSQL_URL: "http://127.0.0.1:9" }) },
    operator: () => issueOperatorToken(keys, clock.now),
    async reset() {
      await emptyDatabase(real.database);
      rooms = fakeRooms(now);
      clock.now = NOON;
    },
    found: () => signedIn(ask("POST", "/api/community", { body: FOUNDING })),
    async invite(owner: SignedIn, wish: { maxUses?: number; days?: number } = {}) {
      const { body } = await ask("POST", "/api/invites", { token: owner.accessToken, body: wish });
      return v.parse(v.object({ id: v.string(), token: v.string() }), body);
    },
    join: (invite: { token: string }, name: string) =>
      signedIn(ask("POST", "/api/people", { body: signUp(invite.token, name) })),
    stop: real.stop,
  };
}

export const PASSWORD = "correct horse battery";

export const FOUNDING = {
  name: "Club",
  displayName: "Ann",
  email: "ann@example.org",
  password: PASSWORD,
};

export function signUp(token: string, name: string) {
  return {
    token,
    displayName: name,
    email: `${name.toLowerCase()}@example.org`,
    password: PASSWORD,
  };
}
