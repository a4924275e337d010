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

test.each(["sqld", "workerd"])("when %s dies, everything stops and says so", async (part) => {
  const { output, url } = await start();
  const group = serversOn(dir)[0]?.group;
  const victim = runningProcesses().find(
    (found) => found.group === group && new RegExp(`/${part}( |$)`).test(found.command),
  );
  expect(victim).toBeDefined();
  if (victim) process.kill(victim.pid, "SIGKILL");
  const left = () => runningProcesses().filter((found) => found.group === group);
  await expect.poll(left, { timeout: 5_000 }).toEqual([]);
  await expect.poll(output).toMatch(new RegExp(`\\(${part}\\) ended unexpectedly`));
  await expect(fetch(url)).rejects.toThrow("fetch failed");
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
