import { beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { CLOSE } from "#protocol/close-codes.ts";
import { RoomId } from "#protocol/ids.ts";
import { HandClock } from "../hand-clock.test-kit.ts";
import {
  eitherDoor,
  SOCKET_AGAIN_MS,
  SOCKET_AGAIN_SOONEST_MS,
  SOCKET_TRIES,
} from "./either-door.ts";
import { FakeRequests } from "../room/fake-requests.test-kit.ts";
import { FakeServer } from "../room/fake-server.test-kit.ts";
import { polledRooms } from "../room/polled-line.ts";
import type { OpenSocket } from "./line.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

const TEA = v.parse(RoomId, "tea");
const HELLO = JSON.stringify({ t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 });

let clock: HandClock;
let server: FakeServer;
let requests: FakeRequests;
let wakes: Set<() => void>;
let open: OpenSocket<RoomId>;
let ticket: () => Promise<string>;
let canLoad: boolean;

beforeEach(() => {
  clock = new HandClock();
  server = new FakeServer();
  requests = new FakeRequests(server, clock);
  wakes = new Set();
  ticket = () => Promise.resolve("t");
  canLoad = true;
  open = eitherDoor({
    clock,
    onWake: (wake) => {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    openSocket: server.openSocket,
    loadPolled: () =>
      canLoad
        ? Promise.resolve(polledRooms(requests, clock))
        : Promise.reject(new Error("no such file")),
  });
});

describe("where sockets work", () => {
  it("nothing else is ever tried", async () => {
    const line = enter();
    await attempt(line);
    expect(line.story).toEqual(["socket", "heard"]);
    for (let i = 0; i < 3; i += 1) {
      server.cutAll();
      await attempt(line);
    }
    expect(requests.asked).toEqual([]);
  });

  it("what the server says at the end is handed on", async () => {
    const lost: unknown[] = [];
    const events = { opened: () => undefined, frame: () => undefined };
    const line = open(TEA, ticket, { ...events, lost: (...end) => lost.push(end) });
    line.connect();
    await settle();
    server.cutAll(1012, "4120");
    expect(lost).toEqual([[1012, "4120"]]);
  });

  it("a server that is away does not speak against them", async () => {
    ticket = () => Promise.reject(new Error("offline"));
    const line = enter();
    for (let i = 0; i < SOCKET_TRIES + 2; i += 1) await attempt(line);
    ticket = () => Promise.resolve("t");
    await attempt(line);
    expect(line.story.slice(-2)).toEqual(["socket", "heard"]);
    expect(requests.asked).toEqual([]);
  });

  it("a room that ends every socket itself does not speak against them either", async () => {
    const line = enter();
    for (let i = 0; i < SOCKET_TRIES + 2; i += 1) {
      line.connect();
      await settle();
      server.cutAll(CLOSE.tooMany);
    }
    await attempt(line);
    expect(line.story.at(-1)).toBe("heard");
    expect(requests.asked).toEqual([]);
  });
});

describe("where the network forbids sockets", () => {
  it.each(["refused", "deaf"] as const)("which are %s, requests take their place", async (how) => {
    server.sockets = how;
    const line = enter();
    for (let i = 0; i < SOCKET_TRIES; i += 1) await attempt(line);
    expect(requests.asked).toEqual([]);
    await attempt(line);
    expect(line.story.slice(-2)).toEqual(["requests", "heard"]);
  });

  it("the next room does not find it out again", async () => {
    await byRequests();
    const { attempts } = server;
    const other = enter();
    await attempt(other);
    expect(other.story).toEqual(["requests", "heard"]);
    expect(server.attempts).toBe(attempts);
  });

  it("a socket is tried again every five minutes, and nothing is lost meanwhile", async () => {
    const line = await byRequests();
    const { attempts } = server;
    clock.advance(SOCKET_AGAIN_MS);
    await settle();
    expect(server.attempts).toBe(attempts + 1);
    expect(line.story).not.toContain("lost 1006");
    expect(line.send('{"t":"ping"}')).toBe(true);
    clock.advance(SOCKET_AGAIN_MS);
    await settle();
    expect(server.attempts).toBe(attempts + 2);
  });

  it("a socket that opens again takes over from the requests in one step", async () => {
    const line = await byRequests();
    server.sockets = "pass";
    clock.advance(SOCKET_AGAIN_MS);
    await settle();
    expect(line.story.at(-1)).toBe("socket");
    expect(line.story).not.toContainEqual(expect.stringContaining("lost"));
    const { length } = requests.asked;
    line.send(HELLO);
    await settle();
    expect(line.story.slice(-2)).toEqual(["socket", "heard"]);
    clock.advance(SOCKET_AGAIN_MS);
    await settle();
    expect(requests.asked).toHaveLength(length);
  });

  it("the network's return is a reason to try a socket, but not twice within seconds", async () => {
    await byRequests();
    const { attempts } = server;
    clock.advance(SOCKET_AGAIN_SOONEST_MS);
    for (let i = 0; i < 3; i += 1) {
      for (const wake of wakes) wake();
      await settle();
    }
    expect(server.attempts).toBe(attempts + 1);
  });

  it("a socket is tried at once when the requests were lost and are back", async () => {
    const line = await byRequests();
    clock.advance(SOCKET_AGAIN_SOONEST_MS);
    server.isUp = false;
    line.send('{"t":"ping"}');
    await settle();
    expect(line.story).toEqual(["lost 1006"]);
    server.isUp = true;
    const { attempts } = server;
    await attempt(line);
    expect(line.story.slice(1)).toEqual(["requests", "heard"]);
    expect(server.attempts).toBe(attempts + 1);
  });
});

describe("where neither door works", () => {
  it("they are tried by turns", async () => {
    server.sockets = "refused";
    requests.isForbidden = true;
    const line = enter();
    for (let i = 0; i < SOCKET_TRIES; i += 1) await attempt(line);
    const { attempts } = server;
    await attempt(line);
    expect([server.attempts, requests.asked.length]).toEqual([attempts, 1]);
    await attempt(line);
    expect([server.attempts, requests.asked.length]).toEqual([attempts + 1, 1]);
    await attempt(line);
    expect([server.attempts, requests.asked.length]).toEqual([attempts + 1, 2]);
  });

  it("an attempt also ends when the code for requests cannot be fetched", async () => {
    server.sockets = "refused";
    canLoad = false;
    const line = enter();
    for (let i = 0; i <= SOCKET_TRIES; i += 1) await attempt(line);
    expect(line.story).toEqual(["lost 1006", "lost 1006", "lost 1006"]);
  });
});

it("whoever closes it hears its end at once, by either door and between them", async () => {
  const line = await byRequests();
  line.close();
  expect(line.story).toEqual(["lost 1000"]);
  const between = enter();
  between.connect();
  between.close();
  expect(between.story).toEqual(["lost 1006"]);
  await settle();
  expect(between.story).toEqual(["lost 1006"]);
  expect(wakes.size).toBe(0);
  expect(clock.nextIn).toBeNull();
});

type Line = ReturnType<typeof enter>;

function enter() {
  const story: string[] = [];
  const line = open(TEA, () => ticket(), {
    opened: (by) => story.push(by ?? "nobody"),
    frame: () => story.push("heard"),
    lost: (code) => story.push(`lost ${code}`),
  });
  return {
    story,
    connect: () => line.connect(),
    send: (raw: string) => line.send(raw),
    close: () => line.close(),
  };
}

/** One attempt to hear the room. A line that hears nothing is given up, as its holder would. */
async function attempt(line: Line) {
  line.connect();
  await settle();
  const said = line.send(HELLO);
  await settle();
  if (said && line.story.at(-1) !== "heard" && !line.story.at(-1)?.startsWith("lost")) line.close();
}

/** A line by requests, told from here on. */
async function byRequests(): Promise<Line> {
  server.sockets = "refused";
  const line = enter();
  for (let i = 0; i <= SOCKET_TRIES; i += 1) await attempt(line);
  expect(line.story.slice(-2)).toEqual(["requests", "heard"]);
  line.story.length = 0;
  return line;
}

/** Lets everything that is under way without a timer happen. */
async function settle() {
  await new Promise((resolve) => setTimeout(resolve));
}
