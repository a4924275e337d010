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

/** What fits a query: what is called so, what has a name that begins so, and what it is a word about; of equals, recent ones first. */
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
        b.rank - a.rank || Number(b.isRecent) - Number(a.isRecent) || a.name.length - b.name.length,
    );
}

/**
 * 5: it is a name; 4: what is typed between colons begins so; 3: the label does; 2: a word of the names does, or a word about it; 1: a
 * word contains it; 0: no. Labels come after: many faces are a "smiling face with" something, and what is offered is called otherwise.
 */
function rankOf({ codes, label, tags }: Emoji, wish: string): number {
  const title = snake(label);
  if (title === wish || codes.includes(wish)) return 5;
  if (codes.some((code) => code.startsWith(wish))) return 4;
  if (title.startsWith(wish)) return 3;
  const words = [...codes, title, ...tags.map(snake)];
  if (words.some((word) => word.startsWith(wish) || word.includes(`_${wish}`))) return 2;
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
