import * as v from "valibot";
import { expect, test } from "vitest";
import type { ImportEntry } from "#protocol/commands.ts";
import { CommandId, PersonId, uuid7 } from "#protocol/ids.ts";
import { utf8Length } from "#protocol/text.ts";
import { inBatches } from "./batches.ts";

function message(body: string): ImportEntry {
  return {
    type: "message.posted",
    id: v.parse(CommandId, uuid7(0, new Uint8Array(10))),
    at: 0,
    by: v.parse(PersonId, "ann"),
    name: "ann",
    body,
  };
}

test("short entries go by as many as a request may hold", () => {
  const entries = Array.from({ length: 501 }, () => message("x".repeat(5)));
  const batches = inBatches(entries);
  expect(batches.every((batch) => batch.length <= 500)).toBe(true);
  expect(batches.flat()).toEqual(entries);
});

test("no request is larger than 64 KiB, in any script, and the order stays", () => {
  const entries = Array.from({ length: 60 }, (_, i) => message(`${i} ${"語".repeat(1_500)}`));
  const batches = inBatches(entries);
  const sizes = batches.map((batch) =>
    utf8Length(JSON.stringify({ id: "x".repeat(36), entries: batch })),
  );
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
  expect(batches.flat()).toEqual(entries);
});

test("nothing to send makes no request", () => {
  expect(inBatches([])).toEqual([]);
});
