import { expect, test } from "vitest";
import { lastUsed } from "./last-used.ts";

const NOW = Date.UTC(2026, 10, 25, 12);
const MINUTE_MS = 60_000;

test.each([
  [0, "Used now"],
  [-5, "Used now"],
  [5, "Used now"],
  [7, "Used 7 minutes ago"],
  [90, "Used 1 hour ago"],
  [25 * 60, "Used yesterday"],
  [3 * 24 * 60, "Used 3 days ago"],
])("%i minutes ago reads well", (minutes, says) => {
  expect(lastUsed(NOW - minutes * MINUTE_MS, NOW)).toBe(says);
});
