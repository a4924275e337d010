import { expect, it } from "vitest";
import { REFUSALS } from "#protocol/refusals.ts";
import { OFFLINE } from "../answer.ts";
import ar from "./locales/ar.json";
import de from "./locales/de.json";
import { pageText } from "./i18n.ts";

type Spoken = string | { readonly [form: string]: string };
type Part = Readonly<Record<string, Spoken>>;

/** All parts of the page, in the words that are in the code. In development the library leaves them where they can be found. */
const modules: Record<string, Record<string, unknown>> = {
  page: { pageText },
  ...import.meta.glob<Record<string, unknown>>("../**/*.text.ts", { eager: true }),
};
const english = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .filter(isText)
    .map((text) => [text.component, baseOf(text.base)] as const),
);
// These are the protocol's and the server's.
english.set("refusals", {
  offline: OFFLINE,
  ...Object.fromEntries(Object.entries(REFUSALS).map(([code, { says }]) => [code, says])),
});

const others: [string, Readonly<Record<string, Part>>][] = [
  ["de", de],
  ["ar", ar],
];

it.each(others)("%s says all that English says, and nothing else", (_, spoken) => {
  expect(namesIn(Object.entries(spoken))).toEqual(namesIn([...english]));
});

it.each(others)("%s has the same places for names and numbers", (_, spoken) => {
  for (const [part, words] of Object.entries(spoken)) {
    for (const [name, said] of Object.entries(words)) {
      const base = english.get(part)?.[name] ?? "";
      expect({ part, name, places: placesIn(said) }).toEqual({
        part,
        name,
        places: placesIn(base),
      });
    }
  }
});

it.each(others)("%s has every form that its numbers take", (locale, spoken) => {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  for (const [part, words] of Object.entries(spoken)) {
    for (const [name, said] of Object.entries(words)) {
      if (typeof said !== "string" && isCounted(english.get(part)?.[name])) {
        expect({ part, name, forms: Object.keys(said).toSorted() }).toEqual({
          part,
          name,
          forms: forms.toSorted(),
        });
      }
    }
  }
});

it.each(others)("%s has every case", (_, spoken) => {
  const casesIn = (parts: Iterable<readonly [string, Part]>) =>
    [...parts].flatMap(([part, words]) =>
      Object.entries(words)
        .filter(([name]) => isCased(english.get(part)?.[name]))
        .map(([name, said]) => ({ part, name, cases: Object.keys(said).toSorted() }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    );
  const inEnglish = casesIn([...english].toSorted(([a], [b]) => a.localeCompare(b)));
  const inThis = casesIn(Object.entries(spoken).toSorted(([a], [b]) => a.localeCompare(b)));
  expect(inThis).toEqual(inEnglish);
});

type Text = { component: string; base: Record<string, unknown> };

function isText(value: unknown): value is Text {
  return typeof value === "object" && value !== null && "component" in value && "base" in value;
}

/** What a sentence is made of: its text, or its text in each form. */
function baseOf(base: Record<string, unknown>): Part {
  return Object.fromEntries(
    Object.entries(base).map(([name, said]) => {
      const isMade = typeof said === "object" && said !== null && "input" in said;
      return [name, (isMade ? said.input : said) as Spoken];
    }),
  );
}

function namesIn(parts: readonly (readonly [string, Part])[]): string[] {
  return parts
    .flatMap(([part, words]) => Object.keys(words).map((name) => `${part}.${name}`))
    .toSorted();
}

function isCounted(said: Spoken | undefined): boolean {
  return typeof said === "object" && "other" in said;
}

function isCased(said: Spoken | undefined): boolean {
  return typeof said === "object" && !isCounted(said);
}

/** Which places a text has in any of its forms: "one reply" need not name its number. */
function placesIn(said: Spoken): string[] {
  const texts = typeof said === "string" ? [said] : Object.values(said);
  const places = texts.flatMap((text) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place));
  return [...new Set(places)].toSorted();
}
