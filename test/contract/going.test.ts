import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { CLOSE, turnTold } from "#protocol/close-codes.ts";
import { spreadOf } from "#protocol/spread.ts";
import { dataFolder } from "../../scripts/data-folder.ts";
import { startParley, type Parley } from "../servers.ts";
import { ask, WirePerson } from "../wire/person.ts";
import { METRICS_TOKEN } from "./setting.ts";

let dir: string;
let parley: Parley;
let ann: WirePerson;
let room: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-going-"));
  parley = await startParley({ dir, metricsToken: METRICS_TOKEN });
  ann = await WirePerson.founder(parley.url);
  room = await ann.createRoom("Kitchen");
});

afterEach(async () => {
  await parley.kill();
  await rm(dir, { recursive: true, force: true });
});

type Door = { party: "room" | "inbox" | "notes"; id: string };

/** A socket that is let in, and says nothing. */
async function open(person: WirePerson, { party, id }: Door): Promise<WebSocket> {
  const { body } = await person.ask("POST", "/api/tickets", { party, id });
  const at = `${parley.url.replace("http", "ws")}/parties/${party}/${id}`;
  const socket = new WebSocket(`${at}?ticket=${String(body["ticket"])}`, { origin: parley.url });
  await once(socket, "open");
  return socket;
}

/** How a socket ends: its code, and what is said with it. */
async function endOf(socket: WebSocket): Promise<{ code: number; told: string }> {
  const [code, reason] = (await once(socket, "close")) as [number, Buffer];
  return { code, told: reason.toString() };
}

test("before it goes, it tells every socket to room, inbox and note when to come back, and each device one moment", async () => {
  const bob = await ann.invite("Bob");
  await bob.join(room);
  const doorsOf = ({ id }: WirePerson): Door[] => [
    { party: "room", id: room },
    { party: "inbox", id },
    { party: "notes", id: room },
  ];
  const sockets = await Promise.all(
    [ann, bob].map((person) => Promise.all(doorsOf(person).map((door) => open(person, door)))),
  );
  const ends = sockets.map((own) => Promise.all(own.map(endOf)));
  expect(await parley.stop()).toBe(0);
  const told = await Promise.all(ends);
  expect(new Set(told.flat().map(({ code }) => code))).toEqual(new Set([CLOSE.restart]));
  const turns = told.map((own) => own.map((end) => turnTold(end.code, end.told)));
  const moments = turns.map((own) => new Set(own.map((turn) => turn?.inMs ?? 0)));
  expect(moments.map(({ size }) => size)).toEqual([1, 1]);
  const [first = 0, second = 0] = moments.flatMap((own) => [...own]).toSorted((a, b) => a - b);
  // No sooner than a server can be there again, and not in the same instant.
  expect(first).toBeGreaterThan(500);
  expect(second - first).toBeGreaterThan(5);
});

test("over how long they come back is left for the next server, which takes it", async () => {
  await open(ann, { party: "room", id: room });
  await parley.stop();
  const { returning } = dataFolder(dir);
  const left = JSON.parse(await readFile(returning, "utf8")) as { everyMs: number };
  expect(left.everyMs).toBe(spreadOf(1));
  await parley.restart();
  await expect(readFile(returning)).rejects.toThrow("ENOENT");
});

test("while it goes nobody is let in, and it says when to come back", async () => {
  const ticket = await ann.ticket(room);
  // A reader that does not answer its close keeps the server for as long as it gives to that.
  const deaf = await open(ann, { party: "room", id: room });
  deaf.pause();
  const stopped = parley.stop();
  const refused = await untilRefused(() =>
    ask(parley.url, "POST", "/api/tickets", {
      token: ann.token,
      body: { party: "room", id: room },
    }),
  );
  expect(refused.body).toMatchObject({ code: "unavailable", retryable: true });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const late = new WebSocket(
    `${parley.url.replace("http", "ws")}/parties/room/${room}?ticket=${ticket}`,
    { origin: parley.url },
  );
  late.on("error", () => undefined);
  const [, answer] = await once(late, "unexpected-response");
  expect([answer.statusCode, Number(answer.headers["retry-after"]) > 0]).toEqual([503, true]);
  expect(await stopped).toBe(0);
  deaf.terminate();
});

test("what was counted until it went is told by the next one", async () => {
  const socket = await ann.enter(room);
  for (const body of ["one", "two", "three"]) {
    socket.post(body);
    await socket.untilBody(body);
  }
  // Counts are handed over every ten seconds, and stored within five.
  await parley.stop();
  await parley.restart();
  const { body } = await ask(parley.url, "GET", "/metrics", { token: METRICS_TOKEN });
  expect(String(body["text"]).split("\n")).toEqual(
    expect.arrayContaining([
      "parley_messages_total 3",
      'parley_commands_total{outcome="accepted"} 4',
      'parley_sockets_closed_total{party="room"} 1',
      'parley_http_requests_total{route="tickets",status="2xx"} 1',
    ]),
  );
});

test("nobody else can tell it to send people away", async () => {
  const socket = await open(ann, { party: "room", id: room });
  for (const headers of [{}, { "x-parley-internal": "a guess" }]) {
    const body = { awayMs: 0 };
    const said = await ask(parley.url, "POST", "/internal/send-away", { headers, body });
    expect([said.status === 204, said.body]).toEqual([
      false,
      expect.not.objectContaining({ everyMs: expect.anything() as unknown }),
    ]);
  }
  expect(socket.readyState).toBe(WebSocket.OPEN);
  expect((await ann.ask("GET", "/api/rooms")).status).toBe(200);
  socket.terminate();
});

async function untilRefused(asked: () => ReturnType<typeof ask>) {
  for (;;) {
    const reply = await asked();
    if (reply.status === 503) return reply;
    expect(reply.status).toBe(200);
  }
}
