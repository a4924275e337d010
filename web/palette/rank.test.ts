import { expect, test } from "vitest";
import { matchOf, rankOf, type Standing } from "./rank.ts";

const kind = (name: string, typed: string) => matchOf(name, typed)?.kind ?? null;
const marked = (name: string, typed: string) =>
  matchOf(name, typed)?.ranges.map(({ from, to }) => name.slice(from, to));

test.each([
  ["Kitchen", "kit", "prefix"],
  ["The Kitchen", "kit", "word"],
  ["off-topic", "top", "word"],
  ["Kitchen rules", "ki ru", "word"],
  ["Kitchen", "tch", "inside"],
  ["Kitchen", "kchn", "letters"],
  ["Kitchen", "kx", null],
  ["Kitchen", "nk", null],
] as const)("%s answers %j: %s", (name, typed, expected) => {
  expect(kind(name, typed)).toBe(expected);
});

test("two letters somewhere in the right order are no answer", () => {
  expect(kind("Kitchen", "kn")).toBe(null);
});

test.each([
  ["Café", "cafe"],
  ["Cafe\u0301", "café"],
  ["Ärger", "arger"],
  ["ΣΊΓΜΑ", "σιγ"],
  ["İstanbul", "ist"],
] as const)("%s is found by %s", (name, typed) => {
  expect(kind(name, typed)).toBe("prefix");
});

test("what was typed is marked in the name as it is written", () => {
  expect(marked("The Kitchen", "KIT")).toEqual(["Kit"]);
  expect(marked("Cafe\u0301 Noir", "café")).toEqual(["Cafe\u0301"]);
  expect(marked("Kitchen rules", "ki ru")).toEqual(["Ki", "ru"]);
  expect(marked("Kitchen", "kch")).toEqual(["K", "c", "h"]);
  expect(marked("🍵 Tea", "tea")).toEqual(["Tea"]);
});

test("nothing typed answers everything and marks nothing", () => {
  expect(matchOf("Kitchen", "  ")).toEqual({ kind: "prefix", ranges: [] });
});

test("recent comes before joined and joined before others, better matches before worse", () => {
  const rank = (name: string, standing: Standing) => {
    const match = matchOf(name, "kit");
    return match ? rankOf(match, standing) : Number.POSITIVE_INFINITY;
  };
  const order = [
    rank("Kitchen", "recent"),
    rank("Kitchen", "joined"),
    rank("The Kitchen", "recent"),
    rank("The Kitchen", "joined"),
    rank("Haukit", "recent"),
  ];
  expect(order.toSorted((a, b) => a - b)).toEqual(order);
  expect(new Set(order).size).toBe(order.length);
});
