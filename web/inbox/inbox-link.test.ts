import { beforeEach, expect, it } from "vitest";
import * as v from "valibot";
import type { RoomEntry } from "#protocol/inbox/entries.ts";
import type { InboxDown, InboxUp } from "#protocol/inbox/frames.ts";
import { CommandId, PersonId, RoomId, Seq, uuid7 } from "#protocol/ids.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import type { SocketEvents } from "../line/line.ts";
import { NOTHING_HELD, type Held } from "./held.ts";
import { InboxLink, MARKS_EVERY_MS } from "./inbox-link.ts";
import type { Mark } from "./marks-due.ts";
import type { Wish } from "./wishes.ts";

const TEA = v.parse(RoomId, "tea");

let clock: HandClock;
let held: Held;
let said: InboxUp[];
let due: Mark[];
let wishing: Wish[];
let presence: string[];
let edited: unknown[];
let socket: SocketEvents;
let link: InboxLink;
let made = 0;

beforeEach(() => {
  clock = new HandClock();
  held = NOTHING_HELD;
  [said, due, wishing, presence, edited] = [[], [], [], [], []];
  link = new InboxLink({
    clock,
    random: () => 0,
    newId,
    openSocket: (_ticket, events) => {
      socket = events;
      return {
        connect: () => events.opened(),
        send: (frame) => said.push(JSON.parse(String(frame))) > 0,
        close: () => undefined,
      };
    },
    ticket: () => Promise.resolve({ ok: true, value: { ticket: "t", sessionExpiresAt: 1e15 } }),
    refreshSession: () => Promise.resolve({ ok: true, value: null }),
    onWake: () => () => undefined,
    held: {
      get: () => held,
      set: (now) => {
        held = now;
      },
    },
    wishes: {
      all: () => wishing,
      settle: (id) => {
        wishing = wishing.filter((wish) => wish.id !== id);
      },
    },
    edited: (room, seqs) => void edited.push([room, ...seqs]),
    due: () => due,
    presence: {
      greeted: (send) => {
        presence.push("greeted");
        send({ t: "status", is: "active", watching: null });
      },
      lost: () => void presence.push("lost"),
      heard: (people) => void presence.push(...people.map(({ is }) => is)),
    },
  });
  link.enter();
});

function newId(): CommandId {
  made += 1;
  return v.parse(CommandId, uuid7(made, new Uint8Array(10)));
}

const hear = (...messages: InboxDown[]) => socket.frame(JSON.stringify(messages));
const welcome = (head: number, epoch = "one"): InboxDown => ({
  t: "welcome",
  version: 1,
  epoch,
  head,
});
const changes = (from: number, to: number, ...entries: RoomEntry[]): InboxDown => ({
  t: "changes",
  from,
  to,
  entries,
});
/** What somebody who comes first is told, although there is nothing yet. */
const anew: InboxDown = { t: "changes", from: 0, to: 0, isAnew: true, entries: [] };
const hellos = () => said.filter(({ t }) => t === "hello");
const commands = () => said.flatMap((up) => (up.t === "command" ? [up.command] : []));
const room = (read: number): RoomEntry => ({
  kind: "room",
  room: TEA,
  epoch: "e",
  heard: 9,
  isMember: true,
  read,
  unread: [],
  mentions: [],
  manual: null,
  count: 0,
  first: null,
  newsAt: 0,
  level: null,
});

it("says where it is, takes what follows, and asks again where something is missing", () => {
  hear(welcome(2), { ...changes(0, 2, room(1)), isAnew: true } as InboxDown);
  expect(held).toMatchObject({ epoch: "one", cursor: 2 });
  hear(changes(2, 3, room(2)));
  expect(held.cursor).toBe(3);
  hear(changes(7, 8, room(3)));
  expect(held.cursor).toBe(3);
  expect(hellos()).toMatchObject([{ cursor: 0 }, { cursor: 3, epoch: "one" }]);
});

it("what is told twice changes nothing", () => {
  hear(welcome(3), changes(0, 3, room(5)));
  hear(changes(1, 2, room(4)));
  expect(held.entries.get("room tea")).toMatchObject({ read: 5 });
  expect(hellos()).toHaveLength(1);
});

it("forgets what another life of the inbox had told", () => {
  hear(welcome(1), changes(0, 1, room(5)));
  hear(welcome(1, "two"), { t: "changes", from: 0, to: 1, isAnew: true, entries: [] });
  expect(held).toMatchObject({ epoch: "two", cursor: 1 });
  expect(held.entries.size).toBe(0);
});

it("a line that ends before another life has begun leaves what is held to the one before", () => {
  hear(welcome(1), anew, changes(0, 1, room(5)));
  hear(welcome(9, "two"));
  socket.lost(1006);
  clock.advance(60_000);
  expect(hellos().at(-1)).toMatchObject({ epoch: "one", cursor: 1 });
});

it("notices by a sign of life that it has missed the last change", () => {
  hear(welcome(1), changes(0, 1, room(5)));
  hear({ t: "pong", head: 2 });
  expect(hellos()).toMatchObject([{ cursor: 0 }, { cursor: 1 }]);
});

it("says what was read at once, and then once a second at most, and each mark once a line", () => {
  hear(welcome(0), anew);
  due = [{ room: TEA, seq: 3 }];
  link.look();
  clock.advance(0);
  expect(commands()).toMatchObject([{ type: "read", marks: [{ seq: 3 }] }]);
  for (const seq of [4, 5, 6]) {
    due = [{ room: TEA, seq }];
    link.look();
    clock.advance(100);
  }
  expect(commands()).toHaveLength(1);
  clock.advance(MARKS_EVERY_MS);
  expect(commands()).toMatchObject([{}, { marks: [{ seq: 6 }] }]);
  link.look();
  clock.advance(MARKS_EVERY_MS);
  expect(commands()).toHaveLength(2);
});

it("says what was read of a restored room on the same line, also below what was said of its life before", () => {
  hear(welcome(1), { ...changes(0, 1, room(0)), isAnew: true } as InboxDown);
  due = [{ room: TEA, seq: 9 }];
  link.look();
  clock.advance(0);
  expect(commands()).toMatchObject([{ type: "read", marks: [{ seq: 9 }] }]);
  due = [];
  hear(changes(1, 2, { ...room(4), epoch: "f" }));
  due = [{ room: TEA, seq: 6 }];
  link.look();
  clock.advance(MARKS_EVERY_MS);
  expect(commands()).toMatchObject([{}, { type: "read", marks: [{ seq: 6 }] }]);
  link.look();
  clock.advance(MARKS_EVERY_MS);
  expect(commands()).toHaveLength(2);
});

it("says marks and wishes again on the next line, until they are done", () => {
  hear(welcome(0), anew);
  due = [{ room: TEA, seq: 3 }];
  wishing = [{ type: "opened", id: newId(), room: TEA }];
  link.look();
  clock.advance(0);
  expect(
    commands()
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual(["opened", "read"]);
  socket.lost(1006);
  clock.advance(60_000);
  hear(welcome(0), anew);
  clock.advance(MARKS_EVERY_MS);
  expect(
    commands()
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual(["opened", "opened", "read", "read"]);
  hear({ t: "done", id: wishing[0]?.id ?? newId() });
  expect(wishing).toEqual([]);
});

it("says what was read before it asks for it to be unread again, however soon after the marks before", () => {
  hear(welcome(0), anew);
  due = [{ room: TEA, seq: 3 }];
  link.look();
  clock.advance(0);
  due = [{ room: TEA, seq: 5 }];
  wishing = [{ type: "unread", id: newId(), marks: [{ room: TEA, seq: 4 }] }];
  link.look();
  clock.advance(MARKS_EVERY_MS);
  expect(commands()).toMatchObject([
    { type: "read", marks: [{ seq: 3 }] },
    { type: "read", marks: [{ seq: 5 }] },
    { type: "unread" },
  ]);
});

it("lets go of a wish that will never be granted, and keeps one that may be", () => {
  hear(welcome(0), anew);
  wishing = [1, 2].map(() => ({ type: "opened", id: newId(), room: TEA }));
  link.look();
  const [never, later] = wishing;
  hear({ t: "refused", id: never?.id ?? null, code: "malformed", retryable: false });
  hear({ t: "refused", id: later?.id ?? null, code: "unavailable", retryable: true });
  expect(wishing).toEqual([later]);
});

it("tells of presence from the greeting to the end of the line", () => {
  expect(presence).toEqual([]);
  hear(welcome(0), anew);
  hear({ t: "presence", people: [{ id: v.parse(PersonId, "bob"), is: "away" }] });
  hear(changes(0, 1, room(1)));
  expect(said.filter(({ t }) => t === "status")).toHaveLength(1);
  socket.lost(1006);
  socket.lost(1006);
  expect(presence).toEqual(["greeted", "away", "lost"]);
});

it("says again by itself what the inbox could not grant just now", () => {
  hear(welcome(0), anew);
  const id = newId();
  wishing = [{ type: "opened", id, room: TEA }];
  link.look();
  hear({ t: "refused", id, code: "busy", retryable: true, retryAfterMs: 700 });
  clock.advance(699);
  expect(commands()).toHaveLength(1);
  clock.advance(1);
  expect(commands()).toHaveLength(2);
});

it("says marks again that were refused for now, on the same line", () => {
  hear(welcome(0), anew);
  due = [{ room: TEA, seq: 3 }];
  link.look();
  clock.advance(0);
  const [first] = commands();
  expect(first).toMatchObject({ type: "read", marks: [{ seq: 3 }] });
  hear({ t: "refused", id: first?.id ?? null, code: "unavailable", retryable: true });
  clock.advance(60_000);
  expect(commands()).toMatchObject([{ type: "read" }, { type: "read", marks: [{ seq: 3 }] }]);
});

it("says nothing before it was greeted", () => {
  due = [{ room: TEA, seq: 3 }];
  link.look();
  clock.advance(MARKS_EVERY_MS);
  expect(commands()).toEqual([]);
});

it("knows what happens now from what is made up for, and hands on what says something else now", () => {
  expect(link.isLive).toBe(false);
  hear(welcome(1));
  expect(link.isLive).toBe(false);
  hear({ ...changes(0, 1, room(5)), isAnew: true } as InboxDown);
  expect(link.isLive).toBe(true);
  hear({ t: "edited", room: TEA, seqs: [v.parse(Seq, 7)] });
  expect(edited).toEqual([[TEA, 7]]);
  socket.lost(1006);
  expect(link.isLive).toBe(false);
});
