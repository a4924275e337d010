import { atom, computed, type ReadableAtom } from "nanostores";

/** The languages that Parley speaks. English is in the code; the others come when somebody reads them. */
export const LOCALES = ["en", "de", "ar"] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = "parley-language";

/** What this person has chosen here; undefined: as their browser wishes. */
export const chosenLocale = atom<Locale | undefined>(stored());

/** The language that is spoken now. */
export const locale: ReadableAtom<Locale> = computed(
  chosenLocale,
  (chosen) => chosen ?? localeFor(typeof navigator === "undefined" ? [] : navigator.languages),
);

/** The first of these wishes ("de-AT", "fr") that can be met; English when none can. */
export function localeFor(wishes: readonly string[]): Locale {
  for (const wish of wishes) {
    const language = wish.toLowerCase().split("-")[0];
    const known = LOCALES.find((one) => one === language);
    if (known) return known;
  }
  return "en";
}

export function directionOf(spoken: string): "ltr" | "rtl" {
  return spoken === "ar" ? "rtl" : "ltr";
}

/** Kept on this device. */
export function chooseLocale(chosen: Locale | undefined): void {
  chosenLocale.set(chosen);
  try {
    if (chosen === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // Storage may be full or forbidden; the choice then lives as long as the page.
  }
}

function stored(): Locale | undefined {
  try {
    return LOCALES.find((one) => one === localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}
