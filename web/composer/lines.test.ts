import { describe, expect, test } from "vitest";
import { changed } from "./change.ts";
import { continueLine, toggleLines, type LineStyle } from "./lines.ts";

describe("lines", () => {
  test.each<[string, LineStyle, string]>([
    ["one\ntwo", "quote", "> one\n> two"],
    ["> one\n> two", "quote", "one\ntwo"],
    ["one\ntwo", "bullets", "- one\n- two"],
    ["- one\n- two", "numbers", "1. one\n2. two"],
    ["1. one\n2. two", "numbers", "one\ntwo"],
    ["> one\ntwo", "quote", "> > one\n> two"],
    ["", "bullets", "- "],
  ])("%j as %s", (text, style, after) => {
    expect(changed(text, toggleLines(text, 0, text.length, style))).toBe(after);
  });

  test("only those that are selected change", () => {
    expect(changed("one\ntwo\nthree", toggleLines("one\ntwo\nthree", 5, 5, "quote"))).toBe(
      "one\n> two\nthree",
    );
  });
});

describe("a new line", () => {
  test.each([
    ["- one", "- one\n- "],
    ["  * one", "  * one\n  * "],
    ["1. one", "1. one\n2. "],
    ["9) one", "9) one\n10) "],
    ["> said", "> said\n> "],
    ["> - said", "> - said\n> - "],
    ["first\n- one", "first\n- one\n- "],
  ])("goes on after %j", (text, after) => {
    const change = continueLine(text, text.length, text.length);
    expect(change && changed(text, change)).toBe(after);
  });

  test.each([
    ["- one\n- ", "- one\n"],
    ["> said\n> ", "> said\n"],
    ["1. ", ""],
  ])("ends the list after %j", (text, after) => {
    const change = continueLine(text, text.length, text.length);
    expect(change && changed(text, change)).toBe(after);
  });

  test.each(["just words", "-not a list", "3.5 metres", "", "    "])(
    "is just one after %j",
    (text) => {
      expect(continueLine(text, text.length, text.length)).toBeNull();
    },
  );
});
