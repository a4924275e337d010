import { expect, test } from "vitest";
import { isCommonPassword } from "./common-passwords.ts";
import { MIN_PASSWORD_LENGTH } from "./limits.ts";

test.each(["password", "12345678", "iloveyou", "qwertyuiop", "PassWord", "TRUSTNO1", "13101988"])(
  "%s is what everyone tries first",
  (password) => {
    expect(isCommonPassword(password)).toBe(true);
  },
);

test.each(["correct horse battery", "baseball ", "constructor", "__proto__", ""])(
  "%j is none of them",
  (password) => {
    expect(isCommonPassword(password)).toBe(false);
  },
);

test("nothing is listed that is too short to be chosen", async () => {
  const { readFile } = await import("node:fs/promises");
  const source = await readFile(new URL("common-passwords.ts", import.meta.url), "utf8");
  const [, list = ""] = source.split("`");
  const words = list.trim().split(/\s+/);
  expect(words).toHaveLength(3_000);
  expect(new Set(words).size).toBe(3_000);
  expect(words.filter((word) => Array.from(word).length < MIN_PASSWORD_LENGTH)).toEqual([]);
});
