import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLOSE } from "#protocol/close-codes.ts";
import { startParley, type Parley } from "../servers.ts";
import { newId } from "../wire/new-id.ts";
import { WirePerson, type Reply } from "../wire/person.ts";
import { WirePoller } from "../wire/poller.ts";
import { WireSocket } from "../wire/socket.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";

/** At once, for someone who reads along. Flooder, neighbours and server share two cores here (quiet: 2 to 10 ms). */
const UNNOTICED_MS = 250;
/** What each hello of the flood asks for: as much as a hello may be answered with. */
const LONG_POSTS = 125;
const LONG_POST = "x".repeat(3_900);
const POSTS = 6;
/** Neighbours write no faster than their own limit lets them. */
const BETWEEN_POSTS_MS = 200;
const FRAMES_AT_ONCE = 20;
const REQUESTS_AT_ONCE = 8;

let dir: string;
let parley: Parley;
let hello: { t: "hello"; version: number; epoch: string | null; cursor: number };
let room: string;
let ann: WirePerson;
let bob: WirePerson;
let mal: WirePerson;
const neighbours: WireSocket[] = [];

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-flood-"));
  const patient = await startParley({ dir, limits: { sendBurst: 1_000, framesPerMinute: 1_000 } });
  await fill(patient.url);
  await patient.stop();
  // The same rooms, with the limits that operators get.
  parley = await startParley({ dir });
  [ann, bob, mal] = [
    await ann.signIn(parley.url),
    await bob.signIn(parley.url),
    await mal.signIn(parley.url),
  ];
  for (const person of [ann, bob]) neighbours.push(await person.enter(room));
  const poller = new WirePoller(mal, room);
  await poller.ask(0);
  hello = {
    t: "hello",
    version: PROTOCOL_VERSION,
    epoch: poller.epoch,
    cursor: poller.cursor - LONG_POSTS,
  };
});

async function fill(url: string): Promise<void> {
  ann = await WirePerson.founder(url);
  [bob, mal] = [await ann.invite("Bob"), await ann.invite("Mal")];
  room = await ann.createRoom("Kitchen");
  for (const person of [bob, mal]) await person.join(room);
  for (let i = 0; i < LONG_POSTS; i += 1)
    await ann.command(room, { type: "message.post", body: LONG_POST });
}

afterAll(async () => {
  await parley.stop();
  await rm(dir, { recursive: true, force: true });
});

const post = () => ({ type: "message.post", id: newId(), body: "flood" });
const once = post();

describe("a flood does not reach the neighbours", () => {
  test.each<[string, () => unknown]>([
    ["messages", () => ({ t: "command", command: post() })],
    ["repeats", () => ({ t: "command", command: once })],
    ["nonsense", () => "{"],
    ["hellos", () => hello],
    ["renewals", () => ({ t: "renew", ticket: "nonsense" })],
    ["typing", () => ({ t: "typing", on: true })],
  ])("of %s: its sockets are closed, and it is kept from coming back at once", async (_, frame) => {
    const flood = new AbortController();
    const flooding = floodSockets(frame, flood.signal);
    const delays = await talk();
    flood.abort();
    const codes = await flooding;
    expect(codes.length).toBeGreaterThan(0);
    // Whoever asks for much and reads late is cut off for that, too.
    const isCutOff = (code: number) => code === CLOSE.tooMany || code === CLOSE.tooSlow;
    expect(codes.filter((code) => !isCutOff(code))).toEqual([]);
    expect(median(delays)).toBeLessThan(UNNOTICED_MS);
  });

  test.each<[string, () => Promise<Reply>]>([
    ["commands", () => mal.command(room, post())],
    ["repeats", () => mal.command(room, once)],
    [
      "requests for events",
      () =>
        mal.ask(
          "GET",
          `/api/rooms/${room}/events?wait=0&epoch=${hello.epoch}&after=${hello.cursor}`,
        ),
    ],
    ["pages of history", () => mal.ask("GET", `/api/rooms/${room}/messages?limit=200`)],
    ["tickets", () => mal.ask("POST", "/api/tickets", { party: "room", id: room })],
  ])("of %s by HTTP: it is told to wait", async (_, request) => {
    const flood = new AbortController();
    const flooding = floodRequests(request, flood.signal);
    const delays = await talk();
    flood.abort();
    const replies = await flooding;
    const slowed = replies.find(isSlowed);
    expect(slowed?.body).toMatchObject({ code: "rate_limited", retryable: true });
    expect(slowed?.body["retryAfterMs"]).toBeGreaterThan(0);
    expect(median(delays)).toBeLessThan(UNNOTICED_MS);
  });
});

/** Two neighbours talk. Gives how long each message took from its writer to both of them, in ms. */
async function talk(): Promise<number[]> {
  const delays: number[] = [];
  for (let i = 0; i < POSTS; i += 1) {
    const body = `hello ${newId()}`;
    const sentAt = performance.now();
    neighbours[i % neighbours.length]?.post(body);
    await Promise.all(neighbours.map((socket) => socket.untilBody(body)));
    delays.push(performance.now() - sentAt);
    await pause(BETWEEN_POSTS_MS);
  }
  return delays;
}

/** Sends as fast as it can, and comes back at once whenever it is cut off. Gives the codes it was cut off with. */
async function floodSockets(frame: () => unknown, until: AbortSignal): Promise<number[]> {
  const codes: number[] = [];
  // On a slow machine the flood outlasts the talk: it goes on until it has been cut off once.
  while (!until.aborted || codes.length === 0) {
    const reply = await mal.ask("POST", "/api/tickets", { party: "room", id: room });
    const { ticket } = reply.body;
    if (typeof ticket === "string") {
      const socket = await WireSocket.open(parley.url, room, ticket);
      socket.say(hello);
      while (!socket.closed && !(until.aborted && codes.length > 0)) {
        for (let i = 0; i < FRAMES_AT_ONCE; i += 1) socket.say(frame());
        await pause(1);
      }
      if (socket.closed) codes.push(socket.closed.code);
      else await socket.close();
    } else await pause(10);
  }
  return codes;
}

async function floodRequests(ask: () => Promise<Reply>, until: AbortSignal): Promise<Reply[]> {
  const replies: Reply[] = [];
  const flood = async () => {
    while (!until.aborted || !replies.some(isSlowed)) replies.push(await ask());
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, flood));
  return replies;
}

function isSlowed({ status }: Reply): boolean {
  return status === 429;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
}
