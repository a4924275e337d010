import { expect, test } from "vitest";
import parsePrometheus from "parse-prometheus-text-format";
import { expositionOf } from "./exposition.ts";
import { figuresOf } from "./figures.ts";
import { COUNTERS, HISTOGRAMS } from "./series.ts";
import { Tally } from "./tally.ts";

function exposed(count: (tally: Tally) => void) {
  const tally = new Tally();
  count(tally);
  const text = expositionOf(figuresOf(tally.take(), [], 0));
  return { text, families: new Map(parsePrometheus(text).map((each) => [each.name, each])) };
}

const LINE =
  /^(?:# (?:HELP|TYPE) parley_[a-z_]+ \S.*|parley_[a-z_]+(?:\{[a-z]+="[\w.+-]*"(?:,[a-z]+="[\w.+-]*")*\})? [\d.e+-]+)$/;

test("every line is one that the format has, and every figure says what it is", () => {
  const { text, families } = exposed((tally) => {
    tally.add("messages", "", 7);
    tally.add("refusals", "room|rate_limited", 2);
    tally.observe("command_seconds", 0.004);
  });
  expect(text.endsWith("\n")).toBe(true);
  for (const line of text.trimEnd().split("\n")) expect(line).toMatch(LINE);
  const named = [
    ...Object.keys(COUNTERS).map((name) => `parley_${name}_total`),
    ...Object.keys(HISTOGRAMS).map((name) => `parley_${name}`),
  ];
  for (const name of named) expect(families.get(name)?.help).toMatch(/^[A-Z].*\.$/);
  expect(families.get("parley_messages_total")).toMatchObject({
    type: "COUNTER",
    metrics: [{ value: "7" }],
  });
  expect(families.get("parley_refusals_total")?.metrics).toEqual([
    { value: "2", labels: { door: "room", code: "rate_limited" } },
  ]);
});

test("a bucket holds all that are below it, and the last one all there are", () => {
  const { families } = exposed((tally) => {
    for (const seconds of [0.001, 0.0011, 0.3, 99]) tally.observe("command_seconds", seconds);
  });
  const [histogram] = families.get("parley_command_seconds")?.metrics ?? [];
  const { buckets = {}, count, sum } = histogram ?? {};
  const inOrder = Object.entries(buckets)
    .toSorted(
      ([a], [b]) => Number(a.replace("+Inf", "Infinity")) - Number(b.replace("+Inf", "Infinity")),
    )
    .map(([, value]) => Number(value));
  expect(inOrder).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4]);
  expect(Number(count)).toBe(4);
  expect(Number(sum)).toBeCloseTo(99.3021);
});
