import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as v from "valibot";
import { RoomId } from "#protocol/ids.ts";
import { FOUNDING, startApi, type SignedIn, type TestApi } from "../../test/api.ts";
import type { Digest } from "./missed-letter.ts";
import { missedMailerBy, type MissedMailer } from "./missed-mailer.ts";
import { openUnsubscribeToken } from "./unsubscribe-token.ts";

const [TEA, CAKE] = [v.parse(RoomId, "tea"), v.parse(RoomId, "cake")];
const said = (room: RoomId) => ({
  room,
  seq: 2,
  at: 0,
  author: "Bob",
  roomName: "Tea",
  words: "hello",
});
const digest = (...rooms: RoomId[]): Digest => ({
  language: "en",
  zone: null,
  afterHours: 4,
  messages: rooms.map(said),
  more: 0,
});

let api: TestApi;
let ann: SignedIn;
let mailer: MissedMailer;
beforeAll(async () => {
  api = await startApi();
  const made = missedMailerBy(api.env);
  if (!made) throw new Error("there is a mailbox");
  mailer = made;
});
beforeEach(async () => {
  await api.reset();
  ann = await api.found();
});
afterAll(() => api.stop());

let asked = 0;
const send = (told: Digest | null = digest(TEA), key = "key") =>
  mailer.send(ann.person.id, key, () => {
    asked += 1;
    return Promise.resolve(told);
  });
const change = (sql: string) => api.database.client.execute({ sql, args: [ann.person.id] });
const confirm = () => change("update emails set verified_at = 1 where account_id = ?");

test("goes to the address that is confirmed, and for any other nobody is asked for their words", async () => {
  const before = asked;
  expect(await send()).toBe("nobody");
  expect(await api.mails()).toEqual([]);
  expect(asked).toBe(before);
  await confirm();
  expect(await send()).toBe("sent");
  expect(await api.mails()).toMatchObject([
    { to: FOUNDING.email, subject: "Club: what you missed in Tea" },
  ]);
});

test("goes to nobody who was put out, or is gone", async () => {
  await confirm();
  await change("update accounts set banned_at = 1 where id = ?");
  expect(await send()).toBe("nobody");
  await change("delete from emails where account_id = ?");
  expect(await send()).toBe("nobody");
});

test("where nothing is left to tell there is no mail", async () => {
  await confirm();
  expect(await send(null)).toBe("nothing");
  expect(await api.mails()).toEqual([]);
});

test("says to programs how it ends by a press, and what it belongs to", async () => {
  await confirm();
  for (const told of [digest(TEA), digest(TEA), digest(TEA, CAKE)]) await send(told, String(asked));
  const mails = (await api.mails()).map(({ headers }) => headers);
  const [first, second, both] = mails;
  const [, url = ""] = /^<(.+)>$/.exec(first?.["List-Unsubscribe"] ?? "") ?? [];
  const { origin, pathname, searchParams } = new URL(url);
  expect(origin + pathname).toBe("https://chat.example.org/api/mail/unsubscribe");
  const token = searchParams.get("token") ?? "";
  expect(await openUnsubscribeToken(api.env.REFRESH_SECRET, token)).toEqual({
    person: ann.person.id,
    kind: "missed",
  });
  expect(first?.["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  expect(first?.["References"]).toMatch(/^<missed\.tea\.[\w-]+@[\w.]+>$/);
  expect(second?.["References"]).toBe(first?.["References"]);
  expect(both?.["References"]).not.toBe(first?.["References"]);
  expect(new Set(mails.map((headers) => headers["Message-ID"])).size).toBe(3);
});

test("a database that is away is asked again, by nobody's name", async () => {
  const lost = missedMailerBy({ ...api.env, LIBSQL_URL: "http://127.0.0.1:9" });
  const outcome = await lost?.send(ann.person.id, "key", () => Promise.resolve(digest(TEA)));
  expect(outcome).toMatchObject({ isFinal: false });
  expect(JSON.stringify(outcome)).not.toContain("example.org");
});
