import { expect, it } from "vitest";
import { isEmojiAlone } from "./emoji-alone.ts";

it.each(["🎉", "👍🏽", "❤️", "👩‍👩‍👧 🇩🇪", "1️⃣", "😀😀😀😀😀😀", " 🎉\n"])("%s alone is big", (body) => {
  expect(isEmojiAlone(body)).toBe(true);
});

it.each(["", " ", "12", "#", "©", "a", "🎉!", "ok 🎉", "😀😀😀😀😀😀😀", "🎉".repeat(4_000)])(
  "%s is as small as letters",
  (body) => {
    expect(isEmojiAlone(body)).toBe(false);
  },
);
