import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startApi, type TestApi } from "../../test/api.ts";

const TOKEN = randomBytes(32).toString("base64url");

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

const watched = () => ({ env: { ...api.env, METRICS_TOKEN: TOKEN } });
const unreachable = () => Promise.reject(new Error("nobody is there"));
const well = { ok: true, ms: 0 };

test("that the server answers is told to anybody, and nothing is asked for it", async () => {
  const world = {
    ...api.withoutDatabase,
    rooms: { ...api.rooms(), upkeep: vi.fn(unreachable) },
    limits: { take: vi.fn(unreachable), canStore: vi.fn(unreachable) },
  };
  expect(await api.ask("GET", "/health", { world })).toMatchObject({
    status: 200,
    body: { ok: true },
  });
  const asked = [world.rooms.upkeep, world.limits.take, world.limits.canStore];
  for (const ask of asked) expect(ask).not.toHaveBeenCalled();
});

test("whoever watches is told how the database, a room and storage are, and in what time", async () => {
  const heard = await api.ask("GET", "/health?deep", { token: TOKEN, world: watched() });
  expect(heard).toMatchObject({ status: 200 });
  expect(heard.body).toEqual({ ok: true, parts: { database: well, room: well, storage: well } });
});

test("a part that is away makes it a 503 that says which, and the log says it", async () => {
  const told = vi.spyOn(console, "error").mockReturnValue();
  const parts = [
    ["database", api.withoutDatabase],
    ["room", { rooms: { ...api.rooms(), upkeep: unreachable } }],
    ["storage", { limits: { take: unreachable, canStore: () => Promise.resolve(false) } }],
  ] as const;
  for (const [part, away] of parts) {
    const world = { ...watched(), ...away };
    const heard = await api.ask("GET", "/health?deep", { token: TOKEN, world });
    expect(heard).toMatchObject({ status: 503, body: { ok: false } });
    expect(heard.body).toMatchObject({ parts: { [part]: { ok: false } } });
    expect(String(told.mock.lastCall)).toContain(`"part":"${part}"`);
  }
  expect(told).toHaveBeenCalledTimes(parts.length);
  told.mockRestore();
});

test("strangers wake nobody by it, and are not told that there is more", async () => {
  const upkeep = vi.fn(unreachable);
  const world = { rooms: { ...api.rooms(), upkeep } };
  expect((await api.ask("GET", "/health?deep", { token: TOKEN, world })).status).toBe(404);
  for (const token of [undefined, "", TOKEN.slice(1), `${TOKEN}x`, TOKEN.toLowerCase()]) {
    const heard = await api.ask("GET", "/health?deep", {
      ...(token === undefined ? {} : { token }),
      world: { ...watched(), ...world },
    });
    expect(heard.status).toBe(401);
    expect(JSON.stringify(heard.body)).not.toContain("database");
  }
  expect(upkeep).not.toHaveBeenCalled();
});
