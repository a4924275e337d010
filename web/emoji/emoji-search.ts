import { emojiBook, type Emoji } from "./emoji-book.ts";
import { recentEmoji } from "./recent-emoji.ts";
import { toned } from "./skin-tone.ts";

/** An emoji, and its name between colons: ":tada:" is typed as "tada". */
export type FoundEmoji = { emoji: string; name: string };

/**
 * Loads the names of emoji, and gives what finds the best of them for what somebody has begun to type after a colon. Rejects
 * without a line.
 */
export async function loadEmojiSearch(): Promise<(query: string) => FoundEmoji[]> {
  const { emojis } = await emojiBook();
  return (query) =>
    ranked(emojis, query, recentEmoji())
      .slice(0, MOST_FOUND)
      .map(({ emoji, name }) => ({ emoji: toned(emoji), name }));
}

const MOST_FOUND = 20;

/** What fits a query: recent ones, then those whose names begin so, those that contain it, and those it is a word about. */
export function ranked(
  emojis: readonly Emoji[],
  query: string,
  recent: readonly string[],
): { emoji: Emoji; name: string }[] {
  const wish = query
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, "_");
  if (wish === "") return [];
  return emojis
    .map((emoji) => ({ emoji, name: nameOf(emoji, wish), rank: rankOf(emoji, wish) }))
    .filter(({ rank }) => rank > 0)
    .map((one) => ({ ...one, isRecent: isIn(recent, one.emoji) }))
    .toSorted(
      (a, b) =>
        Number(b.isRecent) - Number(a.isRecent) || b.rank - a.rank || a.name.length - b.name.length,
    );
}

/** 4: it is the name; 3: the name begins so; 2: it contains it, or a word about it begins so; 1: such a word contains it; 0: no. */
function rankOf({ codes, label, tags }: Emoji, wish: string): number {
  const names = [...codes, snake(label)];
  if (names.includes(wish)) return 4;
  if (names.some((name) => name.startsWith(wish))) return 3;
  const words = tags.map(snake);
  if (names.some((name) => name.includes(wish))) return 2;
  if (words.some((word) => word.startsWith(wish))) return 2;
  // A letter or two is in the middle of nearly every word.
  return wish.length > 2 && words.some((word) => word.includes(wish)) ? 1 : 0;
}

/** Of several names the one that was begun. */
function nameOf({ codes, label }: Emoji, wish: string): string {
  return codes.find((code) => code.startsWith(wish)) ?? codes[0] ?? snake(label);
}

function isIn(recent: readonly string[], { emoji, skins = [] }: Emoji): boolean {
  return recent.some((one) => one === emoji || skins.includes(one));
}

function snake(words: string): string {
  return words.toLowerCase().replaceAll(/[\s-]+/g, "_");
}
