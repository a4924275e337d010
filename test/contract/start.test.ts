import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { freePort } from "../../scripts/free-port.ts";
import { runningProcesses } from "../../scripts/processes.ts";
import { launch, serversOn, startParley, type Parley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";

let dir: string;
let parley: Parley | null = null;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "parley-start-"));
});

afterEach(async () => {
  await parley?.kill();
  parley = null;
  await rm(dir, { recursive: true, force: true });
});

const start = async () => {
  parley = await startParley({ dir });
  return parley;
};

test("it serves the client, says where it is and what to do first, and Ctrl-C leaves nothing behind", async () => {
  const { url, port, output, stop } = await start();
  expect(await (await fetch(url)).text()).toMatch(/^<!doctype html>/i);
  await expect.poll(output).toContain(`Open http://localhost:${port} and create your community.`);
  const group = serversOn(dir)[0]?.group;
  expect(group).toBeGreaterThan(1);
  expect(await stop()).toBe(0);
  expect(runningProcesses().filter((found) => found.group === group)).toEqual([]);
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

test("an address of the client is answered with the client, and an unknown file is not the client's code", async () => {
  const { url } = await start();
  const page = await fetch(`${url}/rooms/any`, { headers: { "Sec-Fetch-Mode": "navigate" } });
  expect([page.status, await page.text()]).toEqual([
    200,
    expect.stringMatching(/^<!doctype html>/i),
  ]);
});

test("sockets carry no compression, which would let a few of them fill the memory", async () => {
  const { url } = await start();
  const ann = await WirePerson.founder(url);
  const room = await ann.createRoom("Kitchen");
  const ticket = await ann.ticket(room);
  const socket = new WebSocket(
    `${url.replace("http", "ws")}/parties/room/${room}?ticket=${ticket}`,
    { origin: url, perMessageDeflate: true },
  );
  const [answer] = await once(socket, "upgrade");
  expect(answer.statusCode).toBe(101);
  expect(answer.headers["sec-websocket-extensions"]).toBeUndefined();
  socket.terminate();
});

test("after every process was killed at once, it starts again on what was there", async () => {
  const first = await start();
  await first.kill();
  expect(serversOn(dir)).toEqual([]);
  await first.restart();
  expect((await fetch(`${first.url}/api/community`)).status).toBe(200);
});

test("a second start on the same folder is refused, and the first goes on", async () => {
  const { url } = await start();
  const second = launch({ dir, port: await freePort() });
  expect(await second.exited).toBe(1);
  expect(second.output()).toContain(`A server is already running on ${dir}`);
  expect((await fetch(`${url}/api/community`)).status).toBe(200);
});

test("a taken port is named, and another one is offered", async () => {
  const { port } = await start();
  const other = await mkdtemp(path.join(tmpdir(), "parley-start-"));
  const second = launch({ dir: other, port });
  expect(await second.exited).toBe(1);
  await rm(other, { recursive: true });
  expect(second.output()).toBe(
    `Port ${port} is in use by another program: stop that, or choose another port, as in "PORT=${port + 1} npm start".\n`,
  );
});

/** A part of the running server, by its program's name. */
const partOf = (group: number | undefined, program: string) => {
  const found = runningProcesses().find(
    (each) => each.group === group && new RegExp(`/${program}( |$)`).test(each.command),
  );
  if (!found) throw new Error(`there is no ${program}`);
  return found.pid;
};

test("when workerd dies, everything stops and says so", async () => {
  const { output, url } = await start();
  const group = serversOn(dir)[0]?.group;
  process.kill(partOf(group, "workerd"), "SIGKILL");
  const left = () => runningProcesses().filter((found) => found.group === group);
  await expect.poll(left, { timeout: 5_000 }).toEqual([]);
  await expect.poll(output).toContain("(workerd) ended unexpectedly, so everything was stopped");
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

test("when sqld dies, the next one takes its place and the rooms go on; when it dies again and again, everything stops", async () => {
  const { output, url } = await start();
  const group = serversOn(dir)[0]?.group;
  const rooms = partOf(group, "workerd");
  const ann = await WirePerson.founder(url);
  const kitchen = await ann.createRoom("Kitchen");
  let died = partOf(group, "sqld");
  process.kill(died, "SIGKILL");
  const socket = await ann.enter(kitchen);
  socket.post("still here");
  await socket.untilBody("still here");
  // Signing in asks the database.
  await expect.poll(() => ann.signIn().catch(() => null), { timeout: 10_000 }).not.toBeNull();
  expect([partOf(group, "workerd"), partOf(group, "sqld") === died]).toEqual([rooms, false]);
  await socket.close();

  const isLeft = () => runningProcesses().some((found) => found.group === group);
  for (let deaths = 1; deaths < 4; deaths += 1) {
    await expect.poll(() => partOf(group, "sqld"), { timeout: 5_000 }).not.toBe(died);
    died = partOf(group, "sqld");
    process.kill(died, "SIGKILL");
  }
  await expect.poll(isLeft, { timeout: 5_000 }).toBe(false);
  expect(output()).toContain("(sqld) ended unexpectedly and is started again");
  await expect.poll(output).toContain("(sqld) ended unexpectedly, so everything was stopped");
});

test("when its supervisor is killed, the server stops by itself", async () => {
  await start();
  const server = serversOn(dir).find(({ pid, group }) => pid === group);
  expect(server?.parent).toBeGreaterThan(1);
  if (server) process.kill(server.parent, "SIGKILL");
  await expect.poll(() => serversOn(dir), { timeout: 5_000 }).toEqual([]);
});

test("damaged secrets are told in one sentence, and nothing is left running", async () => {
  await writeFile(path.join(dir, "secrets.json"), "{");
  const run = launch({ dir, port: await freePort() });
  expect(await run.exited).toBe(1);
  expect(run.output()).toMatch(/^The secrets in .* are damaged: .*\n$/);
  expect(serversOn(dir)).toEqual([]);
});

test("wrong settings are told all at once by name, from the file and from the environment, and no value is", async () => {
  const file = path.join(dir, "settings.env");
  await writeFile(
    file,
    "PARLEY_MAIL_URL=https://hunter2.example\nPARLEY_MIAL_TOKEN=hunter2\nPARLEY_DATA=/hunter2\n",
  );
  const origin = "https://hunter2.example/path";
  const run = launch({ dir, port: await freePort(), origin, envFile: file });
  expect(await run.exited).toBe(1);
  expect(run.output().split("\n")).toEqual([
    "The variable PARLEY_MIAL_TOKEN is none of Parley's: docs/configuration.md has the list.",
    "The variable PARLEY_ORIGIN has to list origins such as https://example.org.",
    'The variable PARLEY_MAIL_FROM has to be there with PARLEY_MAIL_URL, such as "Club <chat@example.org>".',
    "",
  ]);
  expect(serversOn(dir)).toEqual([]);
});
