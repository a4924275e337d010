import * as v from "valibot";
import { app } from "#party/api/app.ts";
import type { World } from "#party/api/world.ts";
import { issueOperatorToken } from "#party/auth/operator-token.ts";
import { issueAccessToken } from "#party/auth/access-token.ts";
import { hashPassword } from "#party/auth/passwords.ts";
import { beginSession } from "#party/auth/refresh-token.ts";
import { hashOf } from "#party/auth/secret.ts";
import { loadTokenKeys } from "#party/auth/token-keys.ts";
import { readEnv } from "#party/env.ts";
import { countedMailer } from "#party/meter/counted-ports.ts";
import { figuresOf } from "#party/meter/figures.ts";
import { Tally, type Counts } from "#party/meter/tally.ts";
import { afterwards } from "#party/mail/afterwards.ts";
import { mailerBy } from "#party/mail/http-mailer.ts";
import { nameKeyOf } from "#party/names/name-key.ts";
import type { Rate } from "#party/object/rate-limit.ts";
import type { NewAccount } from "#db/accounts.ts";
import { openDatabase } from "#db/client.ts";
import { foundCommunity } from "#db/community.ts";
import { joinCommunity } from "#db/joining.ts";
import type { NewSession } from "#db/sessions.ts";
import { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { startMailCatcher, type CaughtMail } from "../scripts/mail/mail-catcher.ts";
import { emptyDatabase, startDatabase } from "./database.ts";
import { Buckets } from "#party/limits/buckets.ts";
import { MemoryStorage } from "./fakes/memory-storage.ts";
import { fakeNotes } from "./fake-notes.ts";
import { fakeAskedInboxes } from "./fake-asked-inboxes.ts";
import { fakeRooms, type FakeRooms } from "./fake-rooms.ts";
import { newBindings, ORIGIN } from "./secrets.ts";
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

/** `request`: its id, which is in no two answers the same, so that it is taken out of `headers` and `body`. */
export type Heard = {
  status: number;
  body: unknown;
  cookie: string | undefined;
  headers: Headers;
  request: string;
};

export type SignedIn = {
  accessToken: string;
  cookie: string;
  person: { id: PersonId; name: string; role: CommunityRole };
};

export type TestApi = Awaited<ReturnType<typeof startApi>>;

/** The API over a real database and rooms by the real rules, with a clock that only tests move. */
export async function startApi() {
  const real = await startDatabase();
  const catcher = await startMailCatcher(0);
  const env = readEnv({
    ...newBindings(real.url),
    LIBSQL_TOKEN: real.token,
    ...catcher.bindings,
  });
  const keys = await loadTokenKeys(env);
  const clock = { now: NOON };
  const now = () => clock.now;
  let rooms: FakeRooms = fakeRooms(now);
  const inboxes = fakeAskedInboxes();
  const notes = fakeNotes(() => rooms);
  let buckets = new Buckets(new MemoryStorage());
  let read = 0;
  const limits = {
    take: (name: string, rate: Rate) => buckets.take(name, rate, now()),
    canStore: () => Promise.resolve(true),
  };
  const counts = new Tally();
  /** As if all that the API has counted were handed over at once. */
  const summed: Counts = {};
  const meter = () => ({
    read: () => {
      for (const [key, by] of Object.entries(counts.take())) summed[key] = (summed[key] ?? 0) + by;
      return Promise.resolve({ ok: true as const, value: figuresOf(summed, [], now()) });
    },
    day: () => Promise.resolve({ ok: true as const, value: [] }),
  });
  const mailer = countedMailer(mailerBy(env), counts);
  const begun = new Set<Promise<void>>();
  const later = (work: () => Promise<void>) => {
    const done = afterwards(work).finally(() => begun.delete(done));
    begun.add(done);
  };
  /** Until everything is done that was left for after an answer. */
  const settle = async () => {
    while (begun.size > 0) await Promise.all(begun);
  };
  const database = real.database;
  const world = (): World => ({
    env,
    database,
    rooms,
    inboxes,
    notes,
    limits,
    meter: meter(),
    counts,
    keys,
    mailer,
    later,
    now,
  });

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
    const id = response.headers.get("X-Request-Id") ?? "";
    const named = new Headers(response.headers);
    named.delete("X-Request-Id");
    const text = (await response.text()).replace(`,"instance":"urn:uuid:${id}"`, "");
    return {
      status: response.status,
      body: text === "" ? null : parsed(text),
      cookie: response.headers.get("Set-Cookie")?.split(";")[0],
      headers: named,
      request: id,
    };
  }

  const passwordHash = await hashPassword(PASSWORD, env);

  async function account(name: string, email: string, role: CommunityRole): Promise<NewAccount> {
    if (!passwordHash.ok) throw new Error("one hash at a time is never too much");
    const id = v.parse(PersonId, crypto.randomUUID());
    return { id, name, role, email, isEmailVerified: false, passwordHash: passwordHash.value };
  }

  async function start(
    { id, name, role }: NewAccount,
    store: (session: NewSession) => Promise<boolean>,
  ): Promise<SignedIn> {
    const beginning = { person: id, device: "Firefox on Linux", place: null, now: now() };
    const { session, token } = await beginSession(env.REFRESH_SECRET, beginning);
    if (!(await store(session))) throw new Error(`${name} was not let in`);
    const author = { person: id, name, role, session: session.id };
    const access = await issueAccessToken(keys, author, 1, now());
    return { accessToken: access.token, cookie: `rt=${token}`, person: { id, name, role } };
  }

  return {
    env,
    keys,
    clock,
    ask,
    database: real.database,
    rooms: () => rooms,
    inboxes,
    /** As if the database had gone away. */
    withoutDatabase: { database: openDatabase({ LIBSQL_URL: "http://127.0.0.1:9" }) },
    operator: () => issueOperatorToken(keys, clock.now),
    settle,
    /** What was mailed since the reset, when all of it has gone out; to one address only, if that is said. */
    async mails(to?: string): Promise<CaughtMail[]> {
      await settle();
      return catcher.mails().filter((mail) => mail.id > read && (to ?? mail.to) === mail.to);
    },
    async reset() {
      await settle();
      read = catcher.mails().at(-1)?.id ?? 0;
      await emptyDatabase(real.database);
      rooms = fakeRooms(now);
      buckets = new Buckets(new MemoryStorage());
      clock.now = NOON;
    },
    /** The community with its owner, as the API makes them, but for the time that hashing takes. */
    async found(): Promise<SignedIn> {
      const { name, displayName, email } = FOUNDING;
      const founder = await account(displayName, email, "owner");
      return start(founder, (session) =>
        foundCommunity(real.database, {
          name,
          founder,
          nameKey: nameKeyOf(displayName),
          session,
          now: now(),
        }),
      );
    },
    async invite(owner: SignedIn, wish: { maxUses?: number; days?: number } = {}) {
      const { body } = await ask("POST", "/api/invites", { token: owner.accessToken, body: wish });
      return v.parse(v.object({ id: v.string(), token: v.string() }), body);
    },
    async join(
      invite: { token: string },
      name: string,
      role: CommunityRole = "member",
    ): Promise<SignedIn> {
      const { displayName, email } = signUp(invite.token, name);
      const joiner = await account(displayName, email, role);
      const entry = { invite: await hashOf(invite.token) };
      return start(joiner, (session) =>
        joinCommunity(real.database, {
          entry,
          account: joiner,
          nameKey: nameKeyOf(displayName),
          ways: [],
          session,
          now: now(),
        }),
      );
    },
    async stop() {
      await settle();
      await Promise.all([real.stop(), catcher.stop()]);
    },
  };
}

/** Not all that is answered is JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
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
