import "fake-indexeddb/auto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as today from "../releases/client-parts.ts";
import { unpackPrevious } from "../releases/kept.ts";
import { startReleaseServer, type ReleaseServer } from "../releases/release-server.ts";
import { startProxy, type TcpProxy } from "../tcp-proxy.ts";
import { newId } from "../wire/new-id.ts";
import { comeAsPageOf } from "../wire/page-socket.ts";
import { WirePerson } from "../wire/person.ts";

let dir: string;
let line: TcpProxy;
let server: ReleaseServer;
let previous: Awaited<ReturnType<typeof unpackPrevious>>;
let ann: WirePerson;
let bob: WirePerson;
let room: string;
/** A room that nobody looks at. */
let attic: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-releases-"));
  previous = await unpackPrevious(path.join(dir, "previous"));
  line = await startProxy(() => server.port);
  const url = `http://127.0.0.1:${line.port}`;
  comeAsPageOf(url);
  server = await startReleaseServer(path.join(dir, "data"), url);
  await server.serve(previous.worker);
  ann = await WirePerson.founder(server.url);
  bob = await ann.invite("Bob");
  room = await ann.createRoom("Kitchen");
  attic = await ann.createRoom("Attic");
  for (const place of [room, attic]) await bob.join(place);
});

afterAll(async () => {
  await line.stop();
  await server.stop();
  await rm(dir, { recursive: true, force: true });
});

/** In the order of an update that is taken back: each finds what the one before it has written. */
test.each([
  ["the previous server", () => previous.worker],
  ["today's server, after the update", () => null],
  ["the previous server, after the update was taken back", () => previous.worker],
  ["today's server again", () => null],
])("the previous client and today's talk by %s", async (phase, worker) => {
  const before = await logOf(room);
  await server.serve(worker());
  expect(await logOf(room)).toEqual(before);
  const world = async (person: WirePerson) => {
    const { id, token } = await person.signIn(server.url);
    return { url: `http://127.0.0.1:${line.port}`, person: id, token };
  };
  const [old, now] = [previous.client.clientOf(await world(ann)), today.clientOf(await world(bob))];
  const [annHere, bobHere] = [old.room(room), now.room(room)];
  const both = [annHere, bobHere];
  const hear = async (words: string) => {
    await expect.poll(() => both.map((here) => here.said().at(-1)?.[1])).toEqual([words, words]);
  };

  annHere.post(`${phase}: said by the previous client`);
  await hear(`${phase}: said by the previous client`);
  bobHere.post(`${phase}: said by today's`);
  await hear(`${phase}: said by today's`);
  const last = () => both.map((here) => here.said().at(-1)?.[0] ?? 0);
  bobHere.edit(last()[1] ?? 0, `${phase}: edited by today's`);
  await hear(`${phase}: edited by today's`);
  annHere.post("to be edited");
  await hear("to be edited");
  annHere.edit(last()[0] ?? 0, `${phase}: edited by the previous client`);
  await hear(`${phase}: edited by the previous client`);

  // What is written while the line is cut goes out when it is back, once and in order.
  line.cut();
  for (const here of both) here.post(`${phase}: written in between`);
  line.mend();
  for (const here of both) here.enter();
  await expect.poll(() => both.map((here) => here.unsent())).toEqual([[], []]);
  // Both have said the same: that the last words are these does not tell whose they are.
  const inBetween = () =>
    both.map((here) => here.said().filter(([, body]) => body === `${phase}: written in between`));
  await expect.poll(() => inBetween().map(({ length }) => length)).toEqual([2, 2]);
  expect(bobHere.said()).toEqual(annHere.said());

  const inboxes = [old.inbox(), now.inbox()];
  const unread = () => inboxes.map((inbox) => inbox.unread(attic) ?? 0);
  await expect.poll(() => inboxes.every((inbox) => inbox.unread(attic) !== null)).toBe(true);
  const [annHad = 0, bobHad = 0] = unread();
  await bob.command(attic, { type: "message.post", body: "for Ann" });
  await expect.poll(unread).toEqual([annHad + 1, bobHad]);

  const notes = [old.note(room), now.note(room)];
  notes.forEach((note, i) => note.write(`${phase}, ${i}`));
  await expect.poll(() => notes.every((note) => note.isSaved())).toBe(true);
  await expect.poll(() => notes[0]?.text() === notes[1]?.text()).toBe(true);
  for (const i of [0, 1]) expect(notes[0]?.text()).toContain(`${phase}, ${i}`);

  for (const open of [...both, ...inboxes, ...notes]) open.close();
});

test("a command that this server does not know is that command's end, and what was sent after it goes on", async () => {
  const here = await (await ann.signIn(server.url)).enter(room);
  const poll = { type: "poll.begin", id: newId(), question: "tea?" };
  const strange = { type: "message.post", id: newId(), body: "with a tune", tune: "loud" };
  for (const command of [poll, strange]) here.say({ t: "command", command });
  here.post("as ever");
  const refused = [await here.next("refused"), await here.next("refused")];
  expect(refused).toMatchObject([
    { id: poll.id, code: "unknown_type", retryable: false },
    { id: strange.id, code: "malformed", retryable: false },
  ]);
  await here.untilBody("as ever");
  await here.close();
});

test("a client of another version than is spoken here is told so", async () => {
  const socket = await (await ann.signIn(server.url)).connect(room);
  socket.say({ t: "hello", version: today.version + 1, epoch: null, cursor: 0 });
  expect(await socket.untilClosed()).toMatchObject({ code: 4426 });
});

test("neighbours speak a version that the other one understands", () => {
  expect(Math.abs(today.version - previous.client.version)).toBeLessThanOrEqual(1);
});

async function logOf(place: string) {
  return (await ann.signIn(server.url)).history(place, "?limit=200");
}
