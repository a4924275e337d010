import { beforeEach, expect, test } from "vitest";
import * as v from "valibot";
import { MessagePost } from "#protocol/commands.ts";
import { InboxCommand } from "#protocol/inbox/commands.ts";
import { CommandId, RoomId } from "#protocol/ids.ts";
import { deedsByHttp } from "./notification-deeds.ts";

const ROOM = v.parse(RoomId, "kitchen");
const PLACE = { room: ROOM, seq: 7 };

type Asked = {
  path: string;
  body: Record<string, unknown>;
  token: string | null;
  isAlone: boolean;
};

let asked: Asked[];
let answers: Record<string, (() => Response)[]>;
let isAlone = false;

beforeEach(() => {
  asked = [];
  answers = { "/api/session/refresh": [() => Response.json({ accessToken: "t0ken", person: {} })] };
});

const deeds = deedsByHttp({
  fetch: async (path, { body, headers }) => {
    const token = new Headers(headers).get("Authorization");
    asked.push({
      path,
      body: JSON.parse(typeof body === "string" ? body : "null"),
      token,
      isAlone,
    });
    const next = answers[path];
    const answer = next && next.length > 1 ? next.shift() : next?.[0];
    if (answer) return answer();
    return new Response(null, { status: 201 });
  },
  alone: async (held) => {
    isAlone = true;
    try {
      return await held();
    } finally {
      isAlone = false;
    }
  },
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
});
const offline = () => {
  throw new TypeError("no network");
};

test("the session's cookie is spent while nothing else spends it, and the deed goes with what it gives", async () => {
  expect(await deeds.markRead(PLACE)).toBe(true);
  const told = { path: "/api/inbox/commands", token: "Bearer t0ken", isAlone: false };
  expect(asked).toMatchObject([
    { path: "/api/session/refresh", token: null, isAlone: true },
    told,
    told,
  ]);
});

test("reading says how far, in the room or in the thread", async () => {
  await deeds.markRead(PLACE);
  await deeds.markRead({ ...PLACE, seq: 9, thread: 7 });
  const said = asked.map(({ body }) => body).filter(({ type }) => type === "read");
  expect(said).toMatchObject([
    { type: "read", marks: [{ room: "kitchen", seq: 7 }] },
    { type: "read", marks: [{ room: "kitchen", seq: 9, thread: 7 }] },
  ]);
  expect(said.every(({ id }) => v.is(CommandId, id))).toBe(true);
});

test("whoever marks a place as read has been there: what was marked unread by hand is not any more", async () => {
  const place = { ...PLACE, seq: 9, thread: 7 };
  expect(await deeds.markRead(place)).toBe(true);
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/session/refresh",
    "/api/inbox/commands",
    "/api/inbox/commands",
  ]);
  const [opened, read] = asked.slice(1).map(({ body }) => body);
  expect(opened).toMatchObject({ type: "opened", room: "kitchen", thread: 7 });
  expect(v.safeParse(InboxCommand, opened).success).toBe(true);
  expect(read).toMatchObject({ type: "read", marks: [place] });
});

test("a reply answers the message, or stands in its thread", async () => {
  await deeds.reply(PLACE, "In five minutes");
  expect(asked[1]).toMatchObject({ path: "/api/rooms/kitchen/commands" });
  expect(v.parse(MessagePost, asked[1]?.body)).toMatchObject({
    body: "In five minutes",
    replyTo: 7,
  });
  await deeds.reply({ ...PLACE, seq: 9, thread: 7 }, "Here");
  const inThread = asked.filter(({ path }) => path.startsWith("/api/rooms"))[1]?.body;
  expect(v.parse(MessagePost, inThread)).toMatchObject({ thread: 7 });
  expect(inThread).not.toHaveProperty("replyTo");
});

test("whoever has replied in a thread has read it so far, and the cookie is spent once for both", async () => {
  const place = { ...PLACE, seq: 9, thread: 7 };
  await deeds.reply(place, "Here");
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/session/refresh",
    "/api/rooms/kitchen/commands",
    "/api/inbox/commands",
  ]);
  expect(asked[2]?.body).toMatchObject({ type: "read", marks: [place] });
});

test("whoever has replied in a room leaves unread what stands before, which they were not told of", async () => {
  expect(await deeds.reply(PLACE, "Here")).toBe(true);
  expect(asked.filter(({ path }) => path === "/api/inbox/commands")).toEqual([]);
});

test("a reply that was said is done, though nobody could be told that the message was read", async () => {
  answers["/api/inbox/commands"] = [offline];
  expect(await deeds.reply({ ...PLACE, seq: 9, thread: 7 }, "hello")).toBe(true);
});

test("what could not be said leaves the message unread", async () => {
  answers["/api/rooms/kitchen/commands"] = [() => new Response(null, { status: 403 })];
  await deeds.reply({ ...PLACE, seq: 9, thread: 7 }, "hello");
  expect(asked.filter(({ path }) => path === "/api/inbox/commands")).toEqual([]);
});

test("a lost answer is asked for again by the same id, so nothing is said twice", async () => {
  answers["/api/rooms/kitchen/commands"] = [offline, () => new Response(null, { status: 201 })];
  expect(await deeds.reply(PLACE, "hello")).toBe(true);
  const [first, second] = asked.filter(({ path }) => path.startsWith("/api/rooms"));
  expect(second?.body).toEqual(first?.body);
});

test.each([
  ["no network", { "/api/session/refresh": [offline] }],
  ["signed out", { "/api/session/refresh": [() => new Response(null, { status: 401 })] }],
  ["a hotel's page", { "/api/session/refresh": [() => new Response("<html>")] }],
  ["no", { "/api/rooms/kitchen/commands": [() => new Response(null, { status: 403 })] }],
  ["a line that dies", { "/api/rooms/kitchen/commands": [offline] }],
])("%s is told as not done", async (_, changed) => {
  Object.assign(answers, changed);
  expect(await deeds.reply(PLACE, "hello")).toBe(false);
});

test("a subscription that has moved says from where", async () => {
  const keys = { p256dh: "p", auth: "a" };
  await deeds.moved({ endpoint: "https://push.example.com/2", keys }, "https://push.example.com/1");
  expect(asked[1]).toMatchObject({
    path: "/api/inbox/push",
    body: { endpoint: "https://push.example.com/2", keys, former: "https://push.example.com/1" },
  });
});
