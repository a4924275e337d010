import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const NOW = Date.parse("2026-01-01T12:00:00Z");

test.each([
  ["30", 30_000],
  ["0", 1_000],
  ["-5", 1_000],
  ["999999999", 3_600_000],
  ["Thu, 01 Jan 2026 12:01:00 GMT", 60_000],
  ["Thu, 01 Jan 2026 11:00:00 GMT", 1_000],
  ["soon", 10_000],
  ["", 10_000],
  [null, 10_000],
])("%j is waited for %i ms", (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});
