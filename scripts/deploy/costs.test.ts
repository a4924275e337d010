import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { costTable, dollarsFor, usageOf } from "./costs.ts";

test("the document has the table that is computed", async () => {
  expect(await readFile("docs/deploy.md", "utf8")).toContain(costTable().join("\n"));
});

test("what is included costs the plan alone, and twice the people cost more", () => {
  expect(dollarsFor(usageOf(1))).toBe(5);
  expect(dollarsFor(usageOf(20_000))).toBeGreaterThan(dollarsFor(usageOf(10_000)));
});
