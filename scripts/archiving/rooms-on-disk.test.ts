import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { roomsOnDisk } from "./rooms-on-disk.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "parley-objects-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

test("a room's own row names it, wherever its file and its write-ahead log are", async () => {
  await mkdir(path.join(dir, "v3/do/parley-Room"), { recursive: true });
  const meta = (id: string) => `\u0000\u00FF"{"room":"${id}","epoch":"e"}`;
  await writeFile(path.join(dir, "v3/do/parley-Room/1.sqlite"), meta("kitchen"), "latin1");
  await writeFile(path.join(dir, "v3/do/parley-Room/2.sqlite-wal"), meta("attic"), "latin1");
  await writeFile(path.join(dir, "v3/do/parley-Room/2.sqlite"), meta("attic"), "latin1");
  expect(await roomsOnDisk(dir)).toEqual(["attic", "kitchen"]);
});

test("nobody can write a room's row into a message", async () => {
  const event = JSON.stringify({ body: '{"room":"made-up","epoch":"e"}' });
  await writeFile(path.join(dir, "1.sqlite"), event);
  expect(await roomsOnDisk(dir)).toEqual([]);
});

test("a folder that is elsewhere has none", async () => {
  expect(await roomsOnDisk(path.join(dir, "no"))).toEqual([]);
});
