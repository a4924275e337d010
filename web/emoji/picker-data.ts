import type { EmojiData, SkinTone } from "frimousse";
import type { Emoji, EmojiBook } from "./emoji-book.ts";
import { ranked } from "./emoji-search.ts";
import { recentEmoji } from "./recent-emoji.ts";

/** By the number that skin-tone.ts keeps. */
export const TONES: readonly SkinTone[] = [
  "none",
  "light",
  "medium-light",
  "medium",
  "medium-dark",
  "dark",
];

/** A book as the picker reads it. */
export function pickerData({ emojis, categories, skinTones }: EmojiBook): EmojiData {
  return {
    locale: "",
    emojis: emojis.map((emoji) => shownAs(emoji, emoji.category, [])),
    categories,
    skinTones: byTone(skinTones),
  };
}

/** What fits what is sought, the best first. */
export function bestIn({ emojis }: EmojiBook, sought: string): Emoji[] {
  return ranked(emojis, sought, recentEmoji())
    .slice(0, MOST_FOUND)
    .map(({ emoji }) => emoji);
}

/** The same as the picker reads it. The picker by itself would keep its kinds apart: an astronaut comes before "rocket". */
export function soughtData(book: EmojiBook, sought: string, heading: string): EmojiData {
  return {
    locale: "",
    emojis: bestIn(book, sought).map((emoji) => shownAs(emoji, 0, asGoodAsAll(emoji, sought))),
    categories: [{ index: 0, label: heading }],
    skinTones: byTone(book.skinTones),
  };
}

const MOST_FOUND = 120;

/** The picker looks once more itself: ten points for the label, one for each word about it. All get eleven, and stay in our order. */
function asGoodAsAll({ label }: Emoji, sought: string): string[] {
  const wish = sought.trim().toLowerCase();
  return Array.from({ length: label.toLowerCase().includes(wish) ? 1 : 11 }, () => wish);
}

function shownAs(
  { emoji, label, skins }: Emoji,
  category: number,
  tags: string[],
): EmojiData["emojis"][number] {
  const shown = { emoji, label, category, tags, version: 0 };
  return skins ? { ...shown, skins: byTone(skins) } : shown;
}

function byTone(five: readonly string[]): EmojiData["skinTones"] {
  const [light = "", mediumLight = "", medium = "", mediumDark = "", dark = ""] = five;
  return { light, "medium-light": mediumLight, medium, "medium-dark": mediumDark, dark };
}
