import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importReport } from "./import-report.ts";
import { readIrcHistory } from "./irc-history.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "parley-irc-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const place = path.join(dir, name);
  writeFileSync(place, content);
  return place;
}

test("days come in the order of time, however the files were named on the command line", async () => {
  const late = file("2010-01-02.txt", "[00:01] <ann> second\n");
  const early = file("2010-01-01.txt", "[23:59] <ann> first\n");
  const { facts } = await readIrcHistory([late, early]);
  expect(facts).toMatchObject([{ body: "first" }, { body: "second" }]);
});

test("lines in UTF-8 and in Latin-1 are read, also from one file", async () => {
  const mixed = Buffer.concat([
    Buffer.from("[10:00] <ann> grüße\n", "utf8"),
    Buffer.from("[10:01] <bob> grüße\n", "latin1"),
  ]);
  const { facts } = await readIrcHistory([file("2010-01-01.txt", mixed)]);
  expect(facts).toMatchObject([{ body: "grüße" }, { body: "grüße" }]);
});

test("the report adds up, and names the place of what nobody could read", async () => {
  const place = file(
    "2010-01-01.txt",
    "[10:00] <ann> hi\n=== ann  has left #x\n=== mode/#x [+o ann]  by bob\nnonsense\n",
  );
  const history = await readIrcHistory([place]);
  expect(importReport(history, "Attic", { added: 2, known: 0 })).toEqual([
    "4 lines read = 1 messages + 0 actions + 0 joins + 1 leaves + 0 renames + 1 skipped (mode change) + 1 unreadable",
    `  unreadable: ${place}:4`,
    "Attic: 2 added, 0 already known.",
  ]);
});

test.each(["notes.txt", "2010-13-01.txt", "2010-02-30.txt"])(
  "%s does not say which day it is",
  async (name) => {
    await expect(readIrcHistory([file(name, "")])).rejects.toThrow("which day");
  },
);

test("a missing file is named", async () => {
  await expect(readIrcHistory([path.join(dir, "2010-01-01.txt")])).rejects.toThrow(
    "There is no file",
  );
});
