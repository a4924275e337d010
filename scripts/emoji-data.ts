import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Plugin } from "vite";
import * as v from "valibot";
import { isOneEmoji } from "#protocol/emoji.ts";

/** One file a language, under /assets/, where names carry a version and are kept for ever. */
const LANGUAGES = ["en", "de"] as const;
/** What came later is an empty box on many devices still. */
const NEWEST = 16;

const TONES = ["light", "medium-light", "medium", "medium-dark", "dark"];

const { resolve } = createRequire(import.meta.url);

/**
 * Serves the names of emoji from our own origin: emojibase's data, without what neither picker nor completion read. Our policy
 * lets the page ask nobody else, and nobody else is to know who looks for which emoji.
 */
export function emojiData(): Plugin {
  return {
    name: "parley-emoji-data",
    async generateBundle() {
      for (const language of LANGUAGES) {
        const source = await emojiFile(language);
        this.emitFile({ type: "asset", fileName: pathOf(language), source });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const asked = LANGUAGES.find((language) => request.url === `/${pathOf(language)}`);
        if (!asked) return next();
        void emojiFile(asked).then((source) => {
          response.setHeader("Content-Type", "application/json");
          return response.end(source);
        }, next);
      });
    },
  };
}

function pathOf(language: string): string {
  return `assets/emoji-2-${language}.json`;
}

const Emoji = v.object({
  emoji: v.string(),
  hexcode: v.string(),
  label: v.string(),
  tags: v.optional(v.array(v.string()), []),
  group: v.optional(v.number()),
  version: v.number(),
  skins: v.optional(
    v.array(v.object({ emoji: v.string(), tone: v.union([v.number(), v.array(v.number())]) })),
    [],
  ),
});
const Messages = v.object({
  groups: v.array(v.object({ key: v.string(), message: v.string(), order: v.number() })),
  skinTones: v.array(v.object({ key: v.string(), message: v.string() })),
});
const Shortcodes = v.record(v.string(), v.union([v.string(), v.array(v.string())]));

/** As web/emoji/emoji-book.ts reads it. */
export async function emojiFile(language: string): Promise<string> {
  const { groups, skinTones } = v.parse(Messages, await read(`${language}/messages.json`));
  const all = v.parse(v.array(Emoji), await read(`${language}/data.json`));
  // The names that people know from elsewhere, in every language: ":tada:".
  const known = v.parse(Shortcodes, await read("en/shortcodes/github.json"));
  const emojis = all
    .filter(({ group, version }) => group !== undefined && version <= NEWEST)
    .map(({ emoji, hexcode, label, tags, group, skins }) => {
      const tones = skins.filter(({ tone }) => typeof tone === "number");
      return {
        emoji: inFullForm(emoji),
        label,
        tags,
        codes: [known[hexcode] ?? []].flat(),
        category: group,
        // From light to dark.
        ...(tones.length === 5 && { skins: tones.map((skin) => inFullForm(skin.emoji)) }),
      };
    });
  const categories = groups
    .filter(({ key }) => key !== "component")
    .map(({ order, message }) => ({
      index: order,
      label: capitalized(message),
    }));
  return JSON.stringify({
    emojis,
    categories,
    skinTones: TONES.map((tone) => nameOf(tone, skinTones)),
  });
}

/** emojibase says of all that could be text that they are none, also of those that never are by themselves; a room takes one form of each. */
function inFullForm(emoji: string): string {
  return isOneEmoji(emoji) ? emoji : emoji.replaceAll("\uFE0F", "");
}

function nameOf(tone: string, named: { key: string; message: string }[]): string {
  return capitalized(named.find(({ key }) => key === tone)?.message ?? tone);
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

async function read(file: string): Promise<unknown> {
  return JSON.parse(await readFile(resolve(`emojibase-data/${file}`), "utf8"));
}
