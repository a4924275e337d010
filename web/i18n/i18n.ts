import { createI18n, translationsLoading, type ComponentsJSON } from "@nanostores/i18n";
import { useStore } from "@nanostores/react";
import type { ReadableAtom } from "nanostores";
import { directionOf, locale, type Locale } from "./locale.ts";

/**
 * Gives a part of the page its words, in English: `export const composerText = i18n("composer", { send: "Send" })` in a file
 * `composer.text.ts` beside it. Other languages say the same under the same names in `locales/` (docs/decisions/0032).
 */
export const i18n = createI18n(locale, {
  baseLocale: "en",
  async get(spoken, parts) {
    // A part that gets no answer would be waited for until the next visit: then it stays English.
    const untold = Object.fromEntries(parts.map((part) => [part, {}]));
    return { ...untold, ...(await wordsOf(spoken)) };
  },
});

/** What the page says as a whole. */
export const pageText = i18n("page", { skip: "Skip to the page" });

/** The words in the language that is spoken now. */
export function useText<Words>(text: ReadableAtom<Words>): Words {
  return useStore(text);
}

/** Tells the browser which language the page is in, now and whenever it changes. Resolves when its words are here. */
export async function speak(root: HTMLElement): Promise<void> {
  // Any text asks for all of its language. Before anything is drawn, so that nobody sees one language turn into another.
  pageText.listen(() => undefined);
  const tell = async () => {
    // The page turns to the other side together with its words, or not at all when they cannot be loaded.
    await translationsLoading(i18n);
    const told = missing.has(locale.get()) ? "en" : locale.get();
    root.lang = told;
    root.dir = directionOf(told);
  };
  locale.listen(() => void tell());
  await tell();
}

/** Languages that could not be loaded in this visit: English stands in for them. */
const missing = new Set<Locale>();

/** All words of a language, in one file that is loaded when somebody reads it. None when it cannot be loaded now. */
async function wordsOf(spoken: Locale): Promise<ComponentsJSON> {
  try {
    switch (spoken) {
      case "de":
        return (await import("./locales/de.json")).default;
      case "ar":
        return (await import("./locales/ar.json")).default;
      case "en":
        return {};
    }
  } catch {
    // Without a network, or a page of a version that is gone: English is better than nothing.
    missing.add(spoken);
    return {};
  }
}
