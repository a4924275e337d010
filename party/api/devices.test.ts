import type { Client } from "@libsql/client/web";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client.ts";
import { PASSWORD, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import type { World } from "./world.ts";

const MINUTE_MS = 60_000;
const NEW_PASSWORD = "a staple and a battery";
const Listed = v.object({
  devices: v.array(
    v.object({
      id: v.string(),
      device: v.string(),
      place: v.nullable(v.string()),
      createdAt: v.number(),
      lastUsedAt: v.number(),
      isThis: v.boolean(),
    }),
  ),
});

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

/** Ann on another device, with nothing but the password. */
async function elsewhere(password = PASSWORD): Promise<SignedIn> {
  const heard = await api.ask("POST", "/api/session", {
    body: { email: "ann@example.org", password },
    headers: { "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/605" },
  });
  const { accessToken } = v.parse(v.object({ accessToken: v.string() }), heard.body);
  return { ...ann, accessToken, cookie: heard.cookie ?? "" };
}
async function devicesOf({ accessToken }: SignedIn) {
  const heard = await api.ask("GET", "/api/devices", { token: accessToken });
  return v.parse(Listed, heard.body).devices;
}
const signOut = (who: SignedIn, which: string, world: Partial<World> = {}) =>
  api.ask("DELETE", `/api/devices/${which}`, { token: who.accessToken, world });
const refresh = (who: SignedIn) =>
  api.ask("POST", "/api/session/refresh", { body: {}, cookie: who.cookie });
const idOf = async (who: SignedIn) =>
  (await devicesOf(who)).find(({ isThis }) => isThis)?.id ?? "none";

async function makeRoom(who: SignedIn): Promise<string> {
  const id = "01a205b3-d000-7343-8bd8-c829d6a705f5";
  await api.database.client.batch([
    {
      sql: "insert into rooms (id, name, name_key, topic, created_by, created_at, members) values (?, 'Tea', 'tea', '', ?, 1, 1)",
      args: [id, who.person.id],
    },
    {
      sql: "insert into memberships (room_id, person_id, role, since) values (?, ?, 'member', 1)",
      args: [id, who.person.id],
    },
  ]);
  return id;
}

describe("the list of one's devices", () => {
  test("says where one is signed in, since when, and which of them is this one", async () => {
    api.clock.now += MINUTE_MS;
    await elsewhere();
    const [phone, laptop, ...others] = await devicesOf(ann);
    expect(others).toEqual([]);
    expect(phone).toMatchObject({ device: "Safari on iOS", isThis: false });
    expect(laptop).toMatchObject({ device: "Firefox on Linux", isThis: true });
    expect(phone?.createdAt).toBe((laptop?.createdAt ?? 0) + MINUTE_MS);
  });

  test("tells when each was used last", async () => {
    const phone = await elsewhere();
    api.clock.now += MINUTE_MS;
    await refresh(ann);
    const [first] = await devicesOf(phone);
    expect(first).toMatchObject({ isThis: false, lastUsedAt: api.clock.now });
  });

  test("shows nobody else's", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    expect(await devicesOf(bob)).toHaveLength(1);
  });
});

describe("signing out", () => {
  test("of one device ends that one, and its rooms are told", async () => {
    const phone = await elsewhere();
    const id = await idOf(phone);
    const room = await makeRoom(ann);
    expect((await signOut(ann, id)).status).toBe(204);
    expect((await refresh(phone)).body).toMatchObject({ code: "session_expired" });
    expect((await refresh(ann)).status).toBe(200);
    expect(api.rooms().asked).toContain(`${room}: signed out ${id}`);
  });

  test("of all others leaves this one", async () => {
    const [phone, tablet] = [await elsewhere(), await elsewhere()];
    expect((await signOut(ann, "others")).status).toBe(204);
    for (const other of [phone, tablet]) expect((await refresh(other)).status).toBe(401);
    expect(await devicesOf(ann)).toHaveLength(1);
  });

  test("everywhere ends this one too, and takes its cookie", async () => {
    const phone = await elsewhere();
    const heard = await signOut(ann, "all");
    expect(heard.headers.get("Set-Cookie")).toMatch(/^rt=;.*Max-Age=0/);
    for (const each of [ann, phone]) expect((await refresh(each)).status).toBe(401);
  });

  test("is nothing that a session which has ended can still do", async () => {
    const phone = await elsewhere();
    await signOut(ann, await idOf(phone));
    for (const [method, path] of [
      ["GET", "/api/devices"],
      ["DELETE", "/api/devices/others"],
    ] as const) {
      const heard = await api.ask(method, path, { token: phone.accessToken });
      expect(heard.body).toMatchObject({ code: "unauthenticated" });
    }
    expect(await devicesOf(ann)).toHaveLength(1);
  });

  test("of somebody else's device is not possible, nor told from one that is none", async () => {
    const bob = await api.join(await api.invite(ann), "Bob");
    const [theirs, none] = [
      await signOut(bob, await idOf(ann)),
      await signOut(bob, crypto.randomUUID()),
    ];
    expect(theirs).toMatchObject({ status: 404, body: none.body });
    expect((await refresh(ann)).status).toBe(200);
  });

  test("here tells the rooms as well", async () => {
    const [id, room] = [await idOf(ann), await makeRoom(ann)];
    await api.ask("DELETE", "/api/session", { cookie: ann.cookie });
    expect(api.rooms().asked).toContain(`${room}: signed out ${id}`);
  });

  test("goes on when a room does not answer at once", async () => {
    const phone = await elsewhere();
    const room = await makeRoom(ann);
    api.rooms().failNext("unavailable");
    expect((await signOut(ann, "others")).status).toBe(204);
    const told = api.rooms().asked.filter((line) => line.startsWith(`${room}: signed out`));
    expect(told).toHaveLength(2);
    expect((await refresh(phone)).status).toBe(401);
  });
});

describe("signing out while the database goes away", () => {
  /** It ends a session, and then says nothing more. */
  function leaving(): Database {
    const { ask, client } = api.database;
    let isAway = false;
    const batch: Client["batch"] = async (...asked) => {
      const done = await client.batch(...asked);
      isAway = true;
      return done;
    };
    return {
      client: { batch } as Client,
      get ask() {
        return isAway ? api.withoutDatabase.database.ask : ask;
      },
    };
  }
  const toldTo = (whose: string, asked: readonly string[], id: string) =>
    asked.filter((line) => line === `${whose}: signed out ${id}`).length;

  test.each(["the one", "others"])(
    "tells the inbox all the same, and once it is back the same request tells rooms, too (%s)",
    async (which) => {
      const id = await idOf(await elsewhere());
      const room = await makeRoom(ann);
      const wish = which === "others" ? which : id;
      const heard = await signOut(ann, wish, { database: leaving() });
      expect(heard).toMatchObject({ status: 503, body: { retryable: true } });
      expect(toldTo(ann.person.id, api.inboxes.asked, id)).toBe(1);
      expect(toldTo(room, api.rooms().asked, id)).toBe(0);
      expect((await signOut(ann, wish)).status).toBe(204);
      expect(toldTo(ann.person.id, api.inboxes.asked, id)).toBe(2);
      expect(toldTo(room, api.rooms().asked, id)).toBe(1);
    },
  );

  test("is no reason to tell of it for ever", async () => {
    const id = await idOf(await elsewhere());
    await signOut(ann, id);
    api.clock.now += 24 * 60 * MINUTE_MS;
    expect((await signOut(await elsewhere(), id)).body).toMatchObject({ code: "not_found" });
  });
});

describe("a new password", () => {
  const change = (who: SignedIn, current: string, password: string) =>
    api.ask("PUT", "/api/password", { token: who.accessToken, body: { current, password } });

  test("takes the place of the old one and ends every other session", async () => {
    const phone = await elsewhere();
    const id = await idOf(phone);
    const room = await makeRoom(ann);
    expect((await change(ann, PASSWORD, NEW_PASSWORD)).status).toBe(204);
    expect((await refresh(phone)).status).toBe(401);
    expect((await refresh(ann)).status).toBe(200);
    expect(api.rooms().asked).toContain(`${room}: signed out ${id}`);
    const old = await api.ask("POST", "/api/session", {
      body: { email: "ann@example.org", password: PASSWORD },
    });
    expect(old.body).toMatchObject({ code: "sign_in_failed" });
    expect((await devicesOf(await elsewhere(NEW_PASSWORD))).length).toBe(2);
  });

  test("is not given to whoever does not know the old one, and guessing is slow", async () => {
    for (let guess = 0; guess < 5; guess += 1) {
      const heard = await change(ann, `guess ${guess} of many`, NEW_PASSWORD);
      expect(heard.body).toMatchObject({ code: "password_wrong" });
    }
    expect((await change(ann, PASSWORD, NEW_PASSWORD)).body).toMatchObject({
      code: "rate_limited",
    });
    expect((await refresh(ann)).status).toBe(200);
  });

  test.each([
    ["short", "password_too_short"],
    ["password1", "password_common"],
    ["x".repeat(257), "password_too_long"],
  ])("is refused when it is no good (%#)", async (password, code) => {
    expect((await change(ann, PASSWORD, password)).body).toMatchObject({ code });
  });
});
