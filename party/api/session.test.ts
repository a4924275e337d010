import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { hashPassword } from "../auth/passwords.ts";
import { NOON } from "../../test/words.ts";

const DAY_MS = 24 * 60 * 60_000;

let api: TestApi;
let ann: SignedIn;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
});
afterAll(() => api.stop());

const signIn = (email: string, password: string) =>
  api.ask("POST", "/api/session", { body: { email, password } });
const refresh = (cookie: string) => api.ask("POST", "/api/session/refresh", { body: {}, cookie });

describe("signing in", () => {
  test("works with the address in any case and gives a session of its own", async () => {
    const heard = await signIn(" ANN@example.org", PASSWORD);
    expect(heard).toMatchObject({ status: 201, body: { person: ann.person } });
    expect(heard.cookie).not.toBe(ann.cookie);
    expect((await refresh(ann.cookie)).status).toBe(200);
  });

  test("tells nobody whether an address is known", async () => {
    const wrong = await signIn("ann@example.org", "not the password");
    const unknown = await signIn("nobody@example.org", "not the password");
    const unreadable = await signIn("no address", "short");
    expect(wrong).toMatchObject({ status: 401, body: { code: "sign_in_failed" } });
    expect(unknown.body).toEqual(wrong.body);
    expect(unreadable.body).toEqual(wrong.body);
    expect([...unknown.headers]).toEqual([...wrong.headers]);
    expect(unknown.cookie).toBeUndefined();
  });

  test("makes whoever guesses wait, whether the address is known or not", async () => {
    await api.database.client.execute("update passwords set hash = replace(hash, 'ln=15', 'ln=4')");
    for (const email of ["ann@example.org", "nobody@example.org"]) {
      const guesses = await Promise.all(
        Array.from({ length: 6 }, () => signIn(email, "not the password")),
      );
      const codes = guesses.map(({ status }) => status).toSorted((a, b) => a - b);
      expect(codes).toEqual([401, 401, 401, 401, 401, 429]);
      const waiting = await signIn(email.toUpperCase(), PASSWORD);
      expect(waiting.body).toMatchObject({
        code: "rate_limited",
        retryable: true,
        retryAfterMs: 1_000,
      });
      expect(waiting.headers.get("Retry-After")).toBe("1");
    }
  });

  test("forgives wrong guesses when the right password comes", async () => {
    for (let guess = 1; guess < 5; guess += 1) await signIn("ann@example.org", "not the password");
    expect((await signIn("ann@example.org", PASSWORD)).status).toBe(201);
    for (let guess = 1; guess < 5; guess += 1) await signIn("ann@example.org", "not the password");
    expect((await signIn("ann@example.org", PASSWORD)).status).toBe(201);
  });

  test("still takes a common password from whoever chose it before it was refused", async () => {
    const passwordHash = await hashPassword("trustno1", api.env);
    if (!passwordHash.ok) throw new Error("busy");
    await api.database.client.execute({
      sql: "update passwords set hash = ?",
      args: [passwordHash.value],
    });
    expect((await signIn("ann@example.org", "trustno1")).status).toBe(201);
  });

  test("strengthens a hash of older parameters on the way", async () => {
    const outdated = "update passwords set hash = replace(hash, 'v=1', 'v=0')";
    await api.database.client.execute(outdated);
    expect((await signIn("ann@example.org", PASSWORD)).status).toBe(201);
    const { rows } = await api.database.client.execute("select hash from passwords");
    expect(rows[0]?.["hash"]).toContain("v=1");
    expect((await signIn("ann@example.org", PASSWORD)).status).toBe(201);
  });
});

describe("a session", () => {
  test("goes on with a new cookie each time", async () => {
    api.clock.now = NOON + 1_000;
    const first = await refresh(ann.cookie);
    expect(first).toMatchObject({ status: 200, body: { person: ann.person } });
    const second = await refresh(first.cookie ?? "");
    expect(new Set([ann.cookie, first.cookie, second.cookie]).size).toBe(3);
  });

  test("gives two tabs that ask at the same time the same cookie", async () => {
    const heard = await Promise.all(Array.from({ length: 5 }, () => refresh(ann.cookie)));
    expect(heard.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(heard.map(({ cookie }) => cookie)).size).toBe(1);
  });

  test("repeats a lost answer within thirty seconds", async () => {
    const lost = await refresh(ann.cookie);
    api.clock.now = NOON + 30_000;
    expect((await refresh(ann.cookie)).cookie).toBe(lost.cookie);
    expect((await refresh(lost.cookie ?? "")).status).toBe(200);
  });

  test("leads a late tab to the newest cookie", async () => {
    const first = await refresh(ann.cookie);
    const second = await refresh(first.cookie ?? "");
    expect((await refresh(ann.cookie)).cookie).toBe(second.cookie);
  });

  test("ends for everyone when a spent cookie comes back later: somebody has a copy", async () => {
    const told = vi.spyOn(console, "log").mockReturnValue();
    const next = await refresh(ann.cookie);
    api.clock.now = NOON + 30_001;
    const reused = await refresh(ann.cookie);
    expect(reused).toMatchObject({ status: 401, body: { code: "session_expired" }, cookie: "rt=" });
    expect(await refresh(next.cookie ?? "")).toMatchObject({ status: 401 });
    const lines = told.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
    expect(lines[0]).toMatchObject({ event: "session.reused", person: ann.person.id });
    told.mockRestore();
  });

  test("ends after two weeks of silence", async () => {
    api.clock.now = NOON + 14 * DAY_MS - 1;
    const next = await refresh(ann.cookie);
    expect(next.status).toBe(200);
    api.clock.now += 14 * DAY_MS;
    expect((await refresh(next.cookie ?? "")).body).toMatchObject({ code: "session_expired" });
  });

  test("ends after ninety days in any case", async () => {
    let { cookie } = ann;
    for (let day = 10; day < 90; day += 10) {
      api.clock.now = NOON + day * DAY_MS;
      cookie = (await refresh(cookie)).cookie ?? "";
    }
    api.clock.now = NOON + 90 * DAY_MS - 1;
    const last = await refresh(cookie);
    expect(last.status).toBe(200);
    expect(last.headers.get("Set-Cookie")).toContain("Max-Age=0");
    api.clock.now += 1;
    expect((await refresh(last.cookie ?? "")).status).toBe(401);
  });

  test("ends when its person signs out, and signing out twice is fine", async () => {
    const out = () => api.ask("DELETE", "/api/session", { cookie: ann.cookie });
    const heard = await out();
    expect(heard.status).toBe(204);
    expect(heard.headers.get("Set-Cookie")).toContain(
      "rt=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict",
    );
    expect((await refresh(ann.cookie)).status).toBe(401);
    expect((await out()).status).toBe(204);
    expect(
      (await api.ask("DELETE", "/api/session", { headers: { "Sec-Fetch-Site": "same-origin" } }))
        .status,
    ).toBe(204);
  });

  test("ends where somebody signs in in its place, and goes on where they only tried", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const enter = (password: string) =>
      api.ask("POST", "/api/session", {
        body: { email: "bob@example.org", password },
        cookie: ann.cookie,
      });
    expect((await enter("not the password")).status).toBe(401);
    const next = await refresh(ann.cookie);
    expect(next.status).toBe(200);
    expect((await enter(PASSWORD)).status).toBe(201);
    expect((await refresh(next.cookie ?? "")).body).toMatchObject({ code: "session_expired" });
    expect((await refresh(bob.cookie)).status).toBe(200);
  });

  test("is not begun by a cookie that was made up", async () => {
    expect((await refresh(`rt=${"x".repeat(43)}`)).body).toMatchObject({ code: "session_expired" });
    expect((await refresh("other=1")).body).toMatchObject({ code: "session_expired" });
  });

  test("is kept from other sites, and from requests that do not say where they come from", async () => {
    const ask = (headers: Record<string, string>) =>
      api.ask("POST", "/api/session/refresh", {
        body: {},
        headers: { Cookie: ann.cookie, ...headers },
      });
    const forbidden = { status: 403, body: { code: "origin_forbidden" } };
    expect(await ask({})).toMatchObject(forbidden);
    expect(await ask({ "Sec-Fetch-Site": "cross-site" })).toMatchObject(forbidden);
    expect(await ask({ "Sec-Fetch-Site": "same-site" })).toMatchObject(forbidden);
    expect(await ask({ "Sec-Fetch-Site": "none" })).toMatchObject(forbidden);
    expect(await ask({ Origin: "http://evil.example" })).toMatchObject(forbidden);
    expect(await ask({ Origin: "null" })).toMatchObject(forbidden);
    expect(await ask({ Origin: "http://localhost:1999" })).toMatchObject({ status: 200 });
  });

  test("cannot be renewed while the database is away, and is not lost by that", async () => {
    const error = vi.spyOn(console, "error").mockReturnValue();
    const world = api.withoutDatabase;
    const heard = await api.ask("POST", "/api/session/refresh", {
      body: {},
      cookie: ann.cookie,
      world,
    });
    expect(heard).toMatchObject({ status: 503, body: { code: "unavailable", retryable: true } });
    expect(heard.cookie).toBeUndefined();
    expect((await refresh(ann.cookie)).status).toBe(200);
    error.mockRestore();
  });
});
