import { expect, test } from "vitest";
import * as v from "valibot";
import { isOneEmoji } from "#protocol/emoji.ts";
import { emojiFile } from "./emoji-data.ts";

const Book = v.object({
  emojis: v.array(v.object({ emoji: v.string(), skins: v.optional(v.array(v.string()), []) })),
});

test.each(["en", "de"])("rooms take every emoji that is offered: %s", async (language) => {
  const { emojis } = v.parse(Book, JSON.parse(await emojiFile(language)));
  const all = emojis.flatMap(({ emoji, skins }) => [emoji, ...skins]);
  expect(all.length).toBeGreaterThan(3000);
  expect(all.filter((emoji) => !isOneEmoji(emoji))).toEqual([]);
});
