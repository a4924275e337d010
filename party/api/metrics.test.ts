import { randomBytes } from "node:crypto";
import * as v from "valibot";
import parsePrometheus from "parse-prometheus-text-format";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { figuresOf } from "../meter/figures.ts";
import { FOUNDING, PASSWORD, startApi, type TestApi } from "../../test/api.ts";
import { NOON } from "../../test/words.ts";

const TOKEN = randomBytes(32).toString("base64url");

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.reset());
afterAll(() => api.stop());

const watched = () => ({ env: { ...api.env, METRICS_TOKEN: TOKEN } });

/** What one counter has come to, by its labels. */
async function counted(name: string): Promise<Record<string, number>> {
  const { body } = await api.ask("GET", "/metrics", { token: TOKEN, world: watched() });
  const found = parsePrometheus(String(body)).find((each) => each.name === `parley_${name}_total`);
  return Object.fromEntries(
    (found?.metrics ?? []).map(({ labels = {}, value }) => [
      Object.values(labels).join(" "),
      Number(value),
    ]),
  );
}

test("requests are counted by the first word of their route, and refusals by code", async () => {
  const [before, refused] = [await counted("http_requests"), await counted("refusals")];
  await api.found();
  await api.ask("GET", "/api/community");
  await api.ask("GET", "/api/rooms/kitchen/messages");
  await api.ask("GET", "/api/nowhere/at/all");
  const after = await counted("http_requests");
  const more = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
  expect(["community 2xx", "rooms 4xx", "none 4xx"].map(more)).toEqual([1, 1, 1]);
  const codes = await counted("refusals");
  expect((codes["api unauthenticated"] ?? 0) - (refused["api unauthenticated"] ?? 0)).toBe(1);
});

test("whoever signs in is counted, and whoever does not", async () => {
  await api.found();
  const before = await counted("sign_ins");
  const { email } = FOUNDING;
  await api.ask("POST", "/api/session", { body: { email, password: PASSWORD } });
  await api.ask("POST", "/api/session", { body: { email, password: "not the password" } });
  const after = await counted("sign_ins");
  const more = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
  expect(["password ok", "password failed"].map(more)).toEqual([1, 1]);
});

test("a meter that is away is told as that, and not as nothing", async () => {
  const away = { ok: false as const, refusal: { code: "unavailable" as const, retryable: true } };
  const meter = { read: () => Promise.resolve(away), day: () => Promise.resolve(away) };
  const world = { ...watched(), meter };
  expect(await api.ask("GET", "/metrics", { token: TOKEN, world })).toMatchObject({ status: 503 });
});

test("an owner sees the last day, and how large the database is", async () => {
  const owner = await api.found();
  const heard = await api.ask("GET", "/api/community/figures", { token: owner.accessToken });
  const none = { room: 0, inbox: 0, note: 0, worker: 0 };
  const now = { at: NOON, connections: none, awake: none, archiveLagSeconds: 0 };
  expect(heard).toMatchObject({ status: 200, body: { now, stepMs: 300_000, steps: [] } });
  const Now = v.object({ now: v.object({ databaseBytes: v.number() }) });
  expect(v.parse(Now, heard.body).now.databaseBytes).toBeGreaterThan(10_000);
});

test("an owner who looks on is told of what came since", async () => {
  const { accessToken: token } = await api.found();
  const steps = [0, 300_000, 600_000].map((start) => ({
    start,
    counts: {},
    connections: 1,
    archiveLagSeconds: 0,
  }));
  const day = (since = 0) =>
    Promise.resolve({ ok: true as const, value: steps.filter(({ start }) => start >= since) });
  const read = () => Promise.resolve({ ok: true as const, value: figuresOf({}, [], NOON) });
  const world = { meter: { read, day } };
  const ask = (query: string) => api.ask("GET", `/api/community/figures${query}`, { token, world });
  expect(await ask("")).toMatchObject({ status: 200, body: { steps } });
  expect(await ask("?since=300000")).toMatchObject({
    status: 200,
    body: { steps: steps.slice(1) },
  });
  expect(await ask("?since=then")).toMatchObject({ status: 400, body: { code: "malformed" } });
});
