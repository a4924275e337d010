import { expect, test } from "vitest";
import { isInCode } from "./in-code.ts";

test.each([
  ["nothing", "", false],
  ["a fence that has just been opened", "```", true],
  ["one that says its language", "see\n```js", true],
  ["the lines in it", "```js\none\n\n", true],
  ["one of tildes", "~~~\n```\n", true],
  ["the end of the line that closes it", "```js\none\n```", false],
  ["what comes after", "```\none\n```\nso", false],
  ["another one", "```\none\n```\n  ```\ntwo", true],
  ["a fence of four in which three stand", "````\n```\n", true],
  ["code on one line", "```so```", false],
  ["marks in the middle of a line", "so ```", false],
])("%s", (_, before, is) => {
  expect(isInCode(before)).toBe(is);
});
