import { expect, test } from "vitest";
import { directionFor } from "./text-direction.ts";

test.each([
  ["hello", "auto"],
  ["word ".repeat(10_000), "ltr"],
  [`42: ${"كلمة ".repeat(10_000)}`, "rtl"],
  ["שלום ".repeat(10_000), "rtl"],
  ["0".repeat(20_000), "ltr"],
])("%# is written in its direction", (text, direction) => {
  expect(directionFor(text)).toBe(direction);
});
