import { expect, test } from "vitest";
import { queryAt } from "./completion-query.ts";

test.each([
  ["@", "person", ""],
  ["hello @an", "person", "an"],
  ["(@Ann Le", "person", "Ann Le"],
  ["**@zo", "person", "zo"],
  ["see #gen", "room", "gen"],
  ["so :smi", "emoji", "smi"],
  ["/jum", "command", "jum"],
])("%j asks for a %s", (text, kind, typed) => {
  expect(queryAt(text, text.length)).toMatchObject({ kind, typed, to: text.length });
});

test.each([
  "ann@example",
  "at 10:30",
  "https://x",
  ":)",
  ":d",
  "# heading",
  "## ",
  "@ alone",
  "one\n/two",
  "and /or",
  "`@an",
  "```\n@an",
])("%j asks for nothing", (text) => {
  const closed = text.startsWith("`@") ? `${text}\`` : text;
  expect(queryAt(closed, text.length)).toBeNull();
});

test("asks for what stands before the caret, not behind it", () => {
  expect(queryAt("@an and more", 3)).toMatchObject({ kind: "person", typed: "an", from: 0 });
});
