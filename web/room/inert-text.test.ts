import { expect, test } from "vitest";
import { codeIn, isWithin, quotesIn } from "./inert-text.ts";

test.each([
  ["no code at all", []],
  ["say `this` and ``that ` too``", ["`this`", "``that ` too``"]],
  ["a lone ` is a lone `` mark", []],
  ["an escaped \\`one` is not", []],
  ["before\n```js\na `b`\n```\nafter `c`", ["```js\na `b`\n```", "`c`"]],
  ["~~~\nnever closed `a`", ["~~~\nnever closed `a`"]],
  ["> ```\n> quoted\n> ```\nafter", ["> ```\n> quoted\n> ```"]],
  ["a `\n\n` b", []],
  ["over\n`two\nlines`", ["`two\nlines`"]],
  ["````\n```\nstill\n````", ["````\n```\nstill\n````"]],
])("finds what is code (%#)", (text, code) => {
  expect(codeIn(text).map(({ from, to }) => text.slice(from, to))).toEqual(code);
});

test("a line that begins with an angle is quoted", () => {
  const text = "one\n> two\nthree";
  expect(quotesIn(text).map(({ from, to }) => text.slice(from, to))).toEqual(["> two"]);
  expect(isWithin(quotesIn(text), text.indexOf("two"))).toBe(true);
  expect(isWithin(quotesIn(text), text.indexOf("three"))).toBe(false);
});
