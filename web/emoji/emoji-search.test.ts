import { expect, it } from "vitest";
import { emojiFile } from "../../scripts/emoji-data.ts";
import type { EmojiBook } from "./emoji-book.ts";
import { ranked } from "./emoji-search.ts";

const { emojis }: EmojiBook = JSON.parse(await emojiFile("en"));
const names = (query: string) => ranked(emojis, query, []).map(({ name }) => name);
const faces = (query: string, recent: string[] = []) =>
  ranked(emojis, query, recent).map(({ emoji }) => emoji.emoji);

it.each([
  ["tada", "🎉"],
  ["+1", "👍️"],
  ["joy", "😂"],
  ["heart", "❤️"],
  ["coffee", "☕️"],
  ["rocket", "🚀"],
  ["thumbs up", "👍️"],
])("%s is first of all %s", (query, emoji) => {
  expect(faces(query)[0]?.replace("\uFE0F", "")).toBe(emoji.replace("\uFE0F", ""));
});

it("names that begin so come before names and words that contain it", () => {
  const all = names("cat");
  expect(all[0]).toBe("cat");
  expect(all.indexOf("cat2")).toBeLessThan(all.indexOf("smiley_cat"));
  expect(all.indexOf("smiley_cat")).toBeGreaterThan(0);
});

it("what is called as one types comes before what only looks so", () => {
  expect(faces("smi")[0]).toBe("😄");
  expect(faces("smile")[0]).toBe("😄");
  const all = names("smi");
  const others = all.findIndex((name) => !name.startsWith("smi"));
  expect(all.slice(others).filter((name) => name.startsWith("smi"))).toEqual([]);
  expect(all.indexOf("hugs")).toBeGreaterThanOrEqual(others);
});

it("what was used last comes first among its equals", () => {
  expect(faces("smi", ["😏"])[0]).toBe("😏");
  expect(faces("smi", ["🤗"])[0]).toBe("😄");
  expect(faces("rocket", ["😼"])[0]).toBe("🚀");
});

it("nothing is found for nothing", () => {
  expect(names("")).toEqual([]);
  expect(names("no such thing")).toEqual([]);
});

it("the German book has German names, and the codes that everyone knows", async () => {
  const { emojis }: EmojiBook = JSON.parse(await emojiFile("de"));
  const faces = (query: string) => ranked(emojis, query, []).map(({ emoji }) => emoji.emoji);
  expect(faces("rakete")[0]).toBe("🚀");
  expect(faces("rocket")[0]).toBe("🚀");
});
