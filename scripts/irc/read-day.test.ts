import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { timeOfId } from "#protocol/ids.ts";
import { readIrcDay } from "./read-day.ts";

const LOG =
  "[10:00] <ann> hello\n=== bob  has joined #x\n[10:00] <bob> \u0008\n[10:01]  * ann waves\n";

test("a log becomes facts in the order of its lines, with the times of the day in its name", () => {
  const { facts } = readIrcDay("2006-06-21", LOG);
  const ten = Date.UTC(2006, 5, 21, 10);
  expect(facts).toMatchObject([
    { type: "message.posted", at: ten, nick: "ann", body: "hello" },
    { type: "member.joined", at: ten + 1, nick: "bob" },
    { type: "message.posted", at: ten + 60_000, nick: "ann", body: "waves", action: true },
  ]);
  expect(facts.map(({ id }) => timeOfId(id))).toEqual(facts.map(({ at }) => at));
});

test("every line is a fact, skipped for a reason, or listed as unreadable", () => {
  const day = readIrcDay("2006-06-21", `${LOG}nonsense\r\n`);
  expect(day).toMatchObject({ lines: 5, unreadable: [5], skipped: { "text refused": 1 } });
});

test("the same log gives the same ids again, and two equal lines give two", () => {
  const twice = `${LOG}${LOG}`;
  const ids = readIrcDay("2006-06-21", twice).facts.map(({ id }) => id);
  expect(readIrcDay("2006-06-21", twice).facts.map(({ id }) => id)).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a name that is no day is a bug of the caller", () => {
  expect(() => readIrcDay("yesterday", LOG)).toThrow(RangeError);
});

const REAL = fileURLToPath(new URL("../../../shared/data/ubuntu-irc/", import.meta.url));
const hasReal = existsSync(REAL);
if (!hasReal) console.warn("skipped: the 39 real days of #ubuntu are not beside this checkout");

/** A second of reading, for a machine that does much else. */
const READING_MS = 30_000;

test.runIf(hasReal)(
  "all lines of 39 real days are accounted for",
  () => {
    const files = readdirSync(REAL).filter((name) => name.endsWith(".txt"));
    const days = files.map((name) =>
      readIrcDay(name.slice(0, 10), readFileSync(`${REAL}${name}`, "utf8")),
    );
    const facts = days.flatMap((day) => day.facts);
    const count = (type: string) => facts.filter((fact) => fact.type === type).length;
    const actions = facts.filter((fact) => fact.type === "message.posted" && fact.action).length;
    expect(days.flatMap((day) => day.unreadable)).toEqual([]);
    expect({
      lines: sum(days.map((day) => day.lines)),
      messages: count("message.posted") - actions,
      actions,
      joins: count("member.joined"),
      leaves: count("member.left"),
      renames: count("member.renamed"),
      skipped: sum(days.flatMap((day) => Object.values(day.skipped))),
      ids: new Set(facts.map(({ id }) => id)).size,
    }).toEqual({
      lines: 55_265,
      messages: 48_594,
      actions: 236,
      joins: 4_339,
      leaves: 695,
      renames: 1_345,
      skipped: 56,
      ids: 55_209,
    });
  },
  READING_MS,
);

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
