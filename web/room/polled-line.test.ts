import * as v from "valibot";
import { beforeEach, describe, expect, it } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import type { DownMessage } from "#protocol/down.ts";
import { RoomId } from "#protocol/ids.ts";
import { refusal } from "#protocol/refusals.ts";
import type { UpMessage } from "#protocol/up.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { decodeDown } from "#protocol/decode.ts";
import { failure } from "../answer.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import { FakeRequests } from "./fake-requests.test-kit.ts";
import { FakeServer } from "./fake-server.test-kit.ts";
import { ModelRoom, testId } from "./model-room.test-kit.ts";
import { LONG_WAIT_S, polledRooms, RESTLESS_MS } from "./polled-line.ts";
import type { LineSocket } from "../line/line.ts";

const TEA = v.parse(RoomId, "tea");

let clock: HandClock;
let server: FakeServer;
let requests: FakeRequests;
let heard: DownMessage[];
let ends: number[];
let line: LineSocket;

beforeEach(async () => {
  clock = new HandClock();
  server = new FakeServer();
  requests = new FakeRequests(server, clock);
  heard = [];
  ends = [];
  line = polledRooms(requests, clock)(TEA, () => Promise.resolve(""), {
    opened: () => undefined,
    frame: (raw) => heard.push(...(decodeDown(raw) ?? [])),
    lost: (code) => ends.push(code),
  });
  line.connect();
  expect(say({ t: "ping" })).toBe(false);
  await settle();
});

describe("hearing", () => {
  it("begins with the answer to the hello, and goes on from where that led", async () => {
    await hello();
    expect(kinds()).toEqual(["welcome", "events"]);
    expect(seqs()).toEqual([1, 2, 3]);
    server.happen(2);
    await settle();
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    expect(requests.asked).toEqual(["- 0 0", `e1 3 ${LONG_WAIT_S}`, `e1 5 ${LONG_WAIT_S}`]);
  });

  it("asks again when nothing has happened for as long as the room waits", async () => {
    await hello();
    for (let i = 0; i < 2; i += 1) {
      clock.advance(LONG_WAIT_S * 1_000);
      await settle();
    }
    expect(requests.asked.filter((asked) => asked === `e1 3 ${LONG_WAIT_S}`)).toHaveLength(3);
    expect(ends).toEqual([]);
  });

  it("starts over where a new hello says, and hears nothing twice from the question before", async () => {
    await hello();
    await hello("e1", 1);
    expect(seqs()).toEqual([1, 2, 3, 2, 3]);
    server.happen(1);
    await settle();
    expect(seqs()).toEqual([1, 2, 3, 2, 3, 4]);
  });

  it("answers a ping with what the room says at once, because silence may be a dead line", async () => {
    await hello();
    heard.length = 0;
    say({ t: "ping" });
    await settle();
    expect(kinds()).toEqual(["welcome", "events"]);
    server.isUp = false;
    say({ t: "ping" });
    await settle();
    expect(ends).toEqual([1006]);
  });

  it("does not ask as fast as it can of whatever answers without waiting", async () => {
    await hello();
    requests.hear = (_room, { after }, wait) => {
      requests.asked.push(`again ${wait}`);
      return Promise.resolve({ ok: true, value: server.room.answer(after, "e1") });
    };
    say({ t: "ping" });
    await settle();
    expect(requests.asked.filter((asked) => asked.startsWith("again"))).toHaveLength(2);
    clock.advance(RESTLESS_MS);
    await settle();
    expect(requests.asked.filter((asked) => asked.startsWith("again"))).toHaveLength(3);
  });

  it("follows a snapshot to where it leads", async () => {
    server.room.grow(20);
    await hello("another epoch", 9);
    expect(kinds()).toEqual(["welcome", "snapshot"]);
    expect(requests.asked.at(-1)).toBe(`e1 23 ${LONG_WAIT_S}`);
  });

  it("ends when the room has become another one, and tells nothing of that one unasked", async () => {
    await hello();
    const before = heard.length;
    server.room = new ModelRoom(4, "e2");
    say({ t: "ping" });
    await settle();
    expect(ends).toEqual([1006]);
    expect(heard).toHaveLength(before);
  });

  it.each([
    ["not_member", CLOSE.notMember],
    ["no_such_room", CLOSE.noSuchRoom],
    ["unauthenticated", CLOSE.session],
    ["rate_limited", CLOSE.tooMany],
    ["unavailable", 1006],
    ["offline", 1006],
  ] as const)("refused as %s ends as a socket would, with %i", async (code, end) => {
    requests.refusesReaders = failure(code);
    await hello();
    expect(ends).toEqual([end]);
    expect(say({ t: "ping" })).toBe(false);
  });
});

describe("a command", () => {
  it("that is new is answered by its event, which comes to everybody", async () => {
    await hello();
    post(1, "hi");
    await settle();
    expect(kinds()).toEqual(["welcome", "events", "welcome", "events"]);
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it("that was accepted before is answered with its event, to its writer", async () => {
    await hello();
    server.room.post(testId(1), "hi");
    post(1, "hi");
    await settle();
    expect(heard.at(-1)).toMatchObject({ t: "accepted", event: { seq: 4 } });
  });

  it.each(["rate_limited", "read_only", "id_stale", "body_too_long", "unavailable"] as const)(
    "refused as %s is told so as on a socket",
    async (code) => {
      await hello();
      server.fate = () => refusal(code, 70);
      post(1, "hi");
      await settle();
      expect(heard.at(-1)).toEqual({ t: "refused", id: testId(1), ...refusal(code, 70) });
      expect(ends).toEqual([]);
    },
  );

  it("whose answer is lost ends the line, because nobody knows what became of it", async () => {
    await hello();
    server.fate = () => "answer_lost";
    post(1, "hi");
    await settle();
    expect(ends).toEqual([1006]);
  });

  it("waits for the one before it, and is not sent twice while it is on its way", async () => {
    await hello();
    const command = requests.command.bind(requests);
    const waiting: (() => void)[] = [];
    requests.command = async (...asked) => {
      await new Promise<void>((go) => waiting.push(go));
      return command(...asked);
    };
    post(1, "one");
    post(1, "one");
    post(2, "two");
    await settle();
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    await settle();
    waiting[1]?.();
    await settle();
    expect(server.commands.map(({ id }) => id)).toEqual([testId(1), testId(2)]);
  });
});

it("tells who is typing and how far was read, and needs neither marks nor renewals", async () => {
  await hello();
  expect(say({ t: "typing", on: true, thread: 2 })).toBe(true);
  expect(say({ t: "renew", ticket: "t" })).toBe(true);
  expect(say({ t: "mark", n: 3 })).toBe(true);
  expect(requests.typed).toEqual([{ on: true, thread: 2 }]);
  expect(say({ t: "read", seq: 0 })).toBe(true);
  expect(requests.readUpTo).toEqual([0]);
});

it("ends at once when it is closed, and hears nothing any more", async () => {
  await hello();
  line.close();
  expect(ends).toEqual([1000]);
  const before = heard.length;
  server.happen(1);
  await settle();
  expect(heard).toHaveLength(before);
  expect(server.listeners.size).toBe(0);
});

async function hello(epoch: string | null = null, cursor = 0) {
  say({ t: "hello", version: PROTOCOL_VERSION, epoch, cursor });
  await settle();
}

function post(n: number, body: string) {
  say({ t: "command", command: { type: "message.post", id: testId(n), body } });
}

function say(message: UpMessage): boolean {
  return line.send(JSON.stringify(message));
}

function kinds(): string[] {
  return heard.map(({ t }) => t);
}

function seqs(): number[] {
  return heard.flatMap((message) =>
    message.t === "events" ? message.events.map(({ seq }) => seq) : [],
  );
}

/** Lets everything that is under way without a timer happen. */
async function settle() {
  await new Promise((resolve) => setTimeout(resolve));
}
