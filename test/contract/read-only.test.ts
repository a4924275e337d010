import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.ts";
import { readOnlyCopy, type ReadOnlyCopy } from "../read-only-copy.ts";
import { launch, serversOn, startParley } from "../servers.ts";
import { WirePerson } from "../wire/person.ts";

let code: ReadOnlyCopy | null = null;
let data: string;

beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), "parley-data-"));
});

afterEach(async () => {
  await code?.remove();
  code = null;
  await rm(data, { recursive: true });
});

test("a server that may write to its data folder alone starts, keeps what is said, and starts again on it", async () => {
  code = await readOnlyCopy();
  const parley = await startParley({ dir: data, code: code.dir });
  const ann = await WirePerson.founder(parley.url);
  const room = await ann.createRoom("Kitchen");
  const socket = await ann.enter(room);
  socket.post("Still here");
  await socket.untilBody("Still here");
  expect(await parley.stop()).toBe(0);
  await parley.restart();
  const { messages } = await (await ann.signIn()).history(room);
  expect(messages).toContainEqual(expect.objectContaining({ body: "Still here" }));
  expect(await parley.stop()).toBe(0);
  expect(parley.output()).not.toContain("Building");
});

test("code that has changed since it was built is named, with what to do, and nothing goes on running", async () => {
  code = await readOnlyCopy((dir) => appendFile(path.join(dir, "party/worker.ts"), "// changed\n"));
  const run = launch({ dir: data, port: await freePort(), code: code.dir });
  expect(await run.exited).toBe(1);
  expect(run.output()).toBe(
    `Parley has changed since it was built, and ${code.dir}/ may not be written (EACCES): run "npm run build" there, as the user whose it is.\n`,
  );
  expect(serversOn(data)).toEqual([]);
});

test("packages that are missing are named, with what to do, and npm is not even asked", async () => {
  code = await readOnlyCopy(async (dir) => {
    const lock = path.join(dir, "package-lock.json");
    const text = await readFile(lock, "utf8");
    await writeFile(
      lock,
      text.replace(/("node_modules\/valibot": \{\s+"version": )"[^"]+"/, '$1"0.0.0"'),
    );
  });
  const run = launch({ dir: data, port: await freePort(), code: code.dir });
  expect(await run.exited).toBe(1);
  expect(run.output()).toBe(
    `What Parley is made of is missing or out of date, and ${code.dir}/ may not be written: run "npm ci && npm run build" there, as the user whose it is.\n`,
  );
});
