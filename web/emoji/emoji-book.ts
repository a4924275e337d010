import * as v from "valibot";
import { locale, type Locale } from "../i18n/locale.ts";

const Emoji = v.object({
  emoji: v.string(),
  label: v.string(),
  tags: v.array(v.string()),
  /** What it is called between colons. */
  codes: v.array(v.string()),
  category: v.number(),
  /** From light to dark, where it has skin. */
  skins: v.optional(v.array(v.string())),
});
export type Emoji = v.InferOutput<typeof Emoji>;

const EmojiBook = v.object({
  emojis: v.array(Emoji),
  categories: v.array(v.object({ index: v.number(), label: v.string() })),
  /** What the five are called, from light to dark. */
  skinTones: v.array(v.string()),
});
/** All emoji and their names in one language, as scripts/emoji-data.ts makes them. */
export type EmojiBook = v.InferOutput<typeof EmojiBook>;

const books = new Map<string, Promise<EmojiBook>>();

/** The book in the language that is spoken now. Rejects without a line; whoever asks again later may get it. */
export async function emojiBook(): Promise<EmojiBook> {
  const language = languageOf(locale.get());
  const book = books.get(language) ?? load(language);
  books.set(language, book);
  try {
    return await book;
  } catch (error) {
    books.delete(language);
    throw error;
  }
}

/** Nobody has written the names of emoji in Arabic yet. */
function languageOf(spoken: Locale): "en" | "de" {
  switch (spoken) {
    case "de":
      return "de";
    case "en":
    case "ar":
      return "en";
  }
}

async function load(language: string): Promise<EmojiBook> {
  const answer = await fetch(`/assets/emoji-2-${language}.json`);
  if (!answer.ok) throw new Error(`no names of emoji: ${answer.status}`);
  return v.parse(EmojiBook, await answer.json());
}
