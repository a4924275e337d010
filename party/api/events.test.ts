import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import { commandId } from "../../test/words.ts";

let api: TestApi;
let ann: SignedIn;
let bob: SignedIn;
const GARDEN = commandId(1);

beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
  bob = await api.join(await api.invite(ann), "Bob");
  await api.ask("POST", "/api/rooms", {
    token: ann.accessToken,
    body: { id: GARDEN, name: "Garden" },
  });
});
afterAll(() => api.stop());

const listen = (query = "", who = ann, world = {}) =>
  api.ask("GET", `/api/rooms/${GARDEN}/events${query}`, { token: who.accessToken, world });
const typing = (body: unknown, who = ann) =>
  api.ask("POST", `/api/rooms/${GARDEN}/typing`, { token: who.accessToken, body });

test("a member hears what a socket would, also while the database is away", async () => {
  const heard = await listen("", ann, api.withoutDatabase);
  expect(heard).toMatchObject({
    status: 200,
    body: {
      heard: [
        { t: "welcome", head: 1, you: { id: ann.person.id } },
        { t: "events", events: [{ seq: 1 }] },
      ],
    },
  });
  expect(heard.headers.get("Cache-Control")).toBe("no-store");
});

test("the room is asked for what comes after the cursor, and to wait as long as was said", async () => {
  await listen();
  await listen("?epoch=e-1&after=7&wait=3");
  await listen("?wait=0");
  expect(api.rooms().asked.slice(-3)).toEqual(
    ["null 0 25000", "e-1 7 3000", "null 0 0"].map((asked) => `${ann.person.id}: listen ${asked}`),
  );
});

test.each(["?after=-1", "?after=x", "?wait=26", "?wait=1.5", "?epoch=", "?cursor=1"])(
  "%s is no question",
  async (query) => {
    expect(await listen(query)).toMatchObject({ status: 400, body: { code: "malformed" } });
  },
);

test("outsiders hear nothing, and nobody is told that they type", async () => {
  expect(await listen("", bob)).toMatchObject({ status: 403, body: { code: "not_member" } });
  expect(await typing({ on: true }, bob)).toMatchObject({ body: { code: "not_member" } });
  expect(await api.ask("GET", `/api/rooms/${GARDEN}/events`)).toMatchObject({ status: 401 });
});

test("a refusal of the room's comes with the time to wait", async () => {
  api.rooms().failNext("rate_limited");
  expect(await listen()).toMatchObject({ status: 429, body: { retryable: true } });
});

test("how far somebody has read is passed on, and taken from members alone", async () => {
  const read = (body: unknown, who = ann) =>
    api.ask("POST", `/api/rooms/${GARDEN}/read`, { token: who.accessToken, body });
  expect(await read({ seq: 7 })).toMatchObject({ status: 204, body: null });
  expect(api.rooms().asked.at(-1)).toBe(`${ann.person.id}: read 7`);
  expect(await read({ seq: 7 }, bob)).toMatchObject({ body: { code: "not_member" } });
  for (const odd of [{}, { seq: -1 }, { seq: 1.5 }, { seq: 1, on: true }])
    expect(await read(odd)).toMatchObject({ body: { code: "malformed" } });
});

test("typing is passed on and answered with nothing", async () => {
  expect(await typing({ on: true })).toMatchObject({ status: 204, body: null });
  expect(api.rooms().asked.at(-1)).toBe(`${ann.person.id}: typing {"on":true}`);
  expect(await typing({ on: false, thread: 7 })).toMatchObject({ status: 204 });
  expect(api.rooms().asked.at(-1)).toBe(`${ann.person.id}: typing {"on":false,"thread":7}`);
  for (const odd of [
    { on: "yes" },
    { on: true, thread: 0 },
    { on: true, thread: "7" },
    { thread: 7 },
  ])
    expect(await typing(odd)).toMatchObject({ body: { code: "malformed" } });
});
