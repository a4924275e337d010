import { expect, test } from "vitest";
import { isWell, tableOf, type Found } from "./canary.ts";
import { bad, notHere, ok } from "./check.ts";
import { quantile, spread } from "./times.ts";

const found: Found[] = [
  { name: "headers", finding: ok("as Parley says them") },
  { name: "TLS", finding: notHere("this address has none") },
];

test("what was found stands in columns, and the last line counts", () => {
  expect(tableOf(found)).toBe(
    [
      "ok        headers  as Parley says them",
      "not here  TLS      this address has none",
      "",
      "1 as it has to be, 1 not on this host.",
    ].join("\n"),
  );
});

test("one that is bad makes the whole bad, and leads to what it means", () => {
  const all = [...found, { name: "clocks agree", finding: bad("a minute apart") }];
  expect([isWell(found), isWell(all)]).toEqual([true, false]);
  expect(tableOf(all)).toContain("1 BAD: docs/operations.md");
});

test("times are told by their middle and their slow end", () => {
  const times = Array.from({ length: 20 }, (_, i) => i + 1);
  expect(spread(times)).toBe("p50 10 ms, p95 19 ms");
  expect(quantile([7], 0.95)).toBe(7);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
