import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { FOUNDING, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { NOON } from "../../test/words.ts";
import { Tally } from "../meter/tally.ts";
import { app } from "./app.ts";

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

const signIn = (body: unknown, headers: Record<string, string> = {}) =>
  api.ask("POST", "/api/session", { body, headers });

describe("a body", () => {
  test.each([
    ["no JSON", "{", "malformed", 400],
    ["nothing", "", "malformed", 400],
    ["a list", "[]", "malformed", 400],
    ["a number", "1", "malformed", 400],
    ["a secret prototype", '{"email":"a","password":"b","__proto__":{}}', "malformed", 400],
    ["too many levels", `{"email":${"[".repeat(9)}${"]".repeat(9)}}`, "malformed", 400],
    ["too much", JSON.stringify({ email: "x".repeat(64 * 1024) }), "frame_too_large", 413],
  ])("that is %s is refused", async (_, body, code, status) => {
    expect(await signIn(body)).toMatchObject({ status, body: { code, status, retryable: false } });
  });

  test("that does not call itself JSON is refused: a form on another site could send it", async () => {
    const headers = { "Content-Type": "text/plain" };
    expect((await signIn(JSON.stringify(FOUNDING), headers)).body).toMatchObject({
      code: "malformed",
    });
  });

  test("that is longer than it says is not read to its end", async () => {
    let given = 0;
    const endless = new ReadableStream({
      pull(stream) {
        given += 1;
        stream.enqueue(new Uint8Array(16 * 1024).fill(0x20));
      },
    });
    const request = new Request("http://localhost:1999/api/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    const limits = { take: () => Promise.resolve({ ok: true }) };
    const world = { env: api.env, limits, counts: new Tally(), now: Date.now } as never;
    expect((await app.fetch(request, { world })).status).toBe(413);
    expect(given).toBeLessThan(10);
  });

  test("that only claims to be long is refused unread", async () => {
    const headers = { "Content-Length": "70000" };
    expect((await signIn("{}", headers)).status).toBe(413);
  });
});

describe("an origin", () => {
  test.each([
    "http://evil.example",
    "http://localhost:1999.evil.example",
    "https://localhost:1999",
    "http://localhost",
    "null",
  ])("that is not ours (%s) may change nothing", async (Origin) => {
    const headers = { Origin };
    expect(await signIn({}, headers)).toMatchObject({
      status: 403,
      body: { code: "origin_forbidden" },
    });
    expect((await api.ask("DELETE", "/api/session", { headers })).status).toBe(403);
  });

  test("is not needed by programs, but a browser on another site is refused without it too", async () => {
    expect((await signIn({})).body).toMatchObject({ code: "malformed" });
    expect((await signIn({}, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
  });
});

describe("every answer", () => {
  test("tells browsers to keep it, guess about it and frame it nowhere", async () => {
    const heard = [
      await api.ask("GET", "/api/community"),
      await api.ask("GET", "/api/nowhere"),
      await api.ask("GET", "/api/rooms"),
    ];
    for (const { headers } of heard) {
      expect(headers.get("Cache-Control")).toBe("no-store");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("Strict-Transport-Security")).toBeNull();
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
    const overTls = await api.ask("GET", "/api/community", { origin: "https://chat.example.org" });
    expect(overTls.headers.get("Strict-Transport-Security")).toContain("max-age=31536000");
  });

  test("that is a no is a problem of one form", async () => {
    const { status, body, headers } = await api.ask("PUT", "/api/rooms");
    expect(status).toBe(404);
    expect(headers.get("Content-Type")).toBe("application/problem+json");
    expect(body).toEqual({
      type: "about:blank",
      status: 404,
      code: "not_found",
      title: "There is nothing at this address.",
      retryable: false,
    });
  });

  test("hides our own mistakes, and the log does not repeat what was said", async () => {
    const told = vi.spyOn(console, "error").mockReturnValue();
    const { stack, ...bug } = { stack: "at secret.ts:1", message: "hunter2" };
    const world = {
      rooms: {
        ...api.rooms(),
        mayEnter: () => Promise.reject(Object.assign(new TypeError(bug.message), { stack })),
      },
    };
    const asked = { token: ann.accessToken, body: { party: "room", id: "x" }, world };
    const heard = await api.ask("POST", "/api/tickets", asked);
    expect(heard).toMatchObject({ status: 500, body: { code: "internal", retryable: true } });
    expect(heard.headers.get("Retry-After")).toBe("2");
    const written = JSON.stringify([heard.body, told.mock.calls]);
    expect(written).toContain("TypeError");
    for (const secret of ["hunter2", "secret.ts", ann.accessToken])
      expect(written).not.toContain(secret);
    told.mockRestore();
  });

  test("and every line of the log is free of passwords, addresses and tokens, also when libSQL fails", async () => {
    const told = vi.spyOn(console, "error").mockReturnValue();
    const world = api.withoutDatabase;
    const body = { email: "marker@example.org", password: "marker-password" };
    const heard = [
      await api.ask("POST", "/api/session", { body, world }),
      await api.ask("POST", "/api/session/refresh", { body: {}, cookie: "rt=marker-token", world }),
      await api.ask("POST", "/api/invites/look?marker=query", {
        body: { token: "marker-invite" },
        world,
      }),
    ];
    for (const { status } of heard) expect(status).toBe(503);
    expect(told.mock.calls).toHaveLength(3);
    expect(JSON.stringify([heard.map((one) => one.body), told.mock.calls])).not.toContain("marker");
    told.mockRestore();
  });
});

describe("an access token", () => {
  const rooms = (token: string) => api.ask("GET", "/api/rooms", { token });
  const refused = { status: 401, body: { code: "unauthenticated", retryable: false } };

  test("lasts five minutes, and half a minute for clocks that differ", async () => {
    api.clock.now = NOON + 5 * 60_000 + 29_000;
    expect((await rooms(ann.accessToken)).status).toBe(200);
    api.clock.now += 1_000;
    expect(await rooms(ann.accessToken)).toMatchObject(refused);
  });

  test("of another community is worth nothing here", async () => {
    const other = await startApi();
    const stranger = await other.found();
    await other.stop();
    expect(await rooms(stranger.accessToken)).toMatchObject(refused);
  });
});

test("anyone can get the keys to check tokens with, and no more than those", async () => {
  const { status, body, headers } = await api.ask("GET", "/.well-known/jwks.json");
  expect(status).toBe(200);
  expect(headers.get("Cache-Control")).toBe("public, max-age=600");
  const key = { kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig", x: expect.any(String) };
  expect(body).toEqual({
    keys: [
      { ...key, kid: "current" },
      { ...key, kid: "next" },
    ],
  });
});
