import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataFolder, type DataFolder } from "./data-folder.ts";
import { leaveReturning, takeReturning } from "./returning.ts";

let data: DataFolder;

beforeEach(() => {
  data = dataFolder(mkdtempSync(path.join(tmpdir(), "parley-data-")));
});

afterEach(() => rmSync(data.root, { recursive: true, force: true }));

test("what a server leaves for the next one is taken once", async () => {
  await leaveReturning(data, 7_500);
  expect([await takeReturning(data), await takeReturning(data)]).toEqual([7_500, 0]);
});

test.each(["", "half a fi", "{}", '{"everyMs":-1}', '{"everyMs":1e9}'])(
  "what cannot be read (%j) counts as nothing, and does not keep it from starting",
  async (left) => {
    writeFileSync(data.returning, left);
    expect(await takeReturning(data)).toBe(0);
  },
);
