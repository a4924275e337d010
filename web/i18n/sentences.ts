import { strings, transform } from "@nanostores/i18n";
import type { TranslationFunction } from "@nanostores/i18n";
import { inWords } from "./formats.ts";
import { directionOf } from "./locale.ts";

const number = inWords((habits) => new Intl.NumberFormat(habits));
const plural = inWords((habits) => new Intl.PluralRules(habits));

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

type Values<Names extends string> = Readonly<Record<Names, string | number>>;

/**
 * A sentence with places for names: `says("{name} was invited")` is told by `t.invited({ name })`. The library's own
 * `params` is not used, because it would read a person's name as a pattern: somebody called "$&" is thinkable.
 */
export const says: <Text extends string>(
  text: Text,
) => TranslationFunction<[Values<Names<Text>>], string> = transform(
  (locale, text: string, values: Values<string>) =>
    strings(text, (part) => filled(locale, part, values)),
);

type Forms = Partial<Record<Exclude<Intl.LDMLPluralRule, "other">, string>> & { other: string };
type Told<All extends Forms> = Exclude<Names<Extract<All[keyof All], string>>, "count">;

/**
 * A sentence that depends on a number: `counts({ one: "{count} reply", other: "{count} replies" })` is told by
 * `t.replies(3)`, or by `t.replies(3, { name })` where it has other places too. `count` is written as its language does.
 */
export const counts: <const All extends Forms>(
  forms: All,
) => TranslationFunction<
  [Told<All>] extends [never] ? [number] : [number, Values<Told<All>>],
  string
> = transform((locale, forms: Forms, count: number, values: Values<string> = {}) => {
  const text = forms[plural(locale).select(count)] ?? forms.other;
  return filled(locale, text, { ...values, count });
});

type Cases = Readonly<Record<string, string>>;

/**
 * A sentence that depends on which of a few things it is about: `cases({ open: "Open", closed: "Closed" })` is told by `t.door("open")`,
 * or with its places after it. Each stays whole: in other languages more changes between them than a word.
 */
export const cases: <const All extends Cases>(
  all: All,
) => TranslationFunction<
  [Names<All[keyof All]>] extends [never]
    ? [keyof All & string]
    : [keyof All & string, Values<Names<All[keyof All]>>],
  string
> = transform((locale, all: Cases, which: string, values: Values<string> = {}) =>
  filled(locale, all[which] ?? "", values),
);

function filled(locale: string, text: string, values: Values<string>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (typeof value === "number") return number(locale).format(value);
    return value === undefined ? place : isolated(value, locale);
  });
}

/** Letters of scripts that run from right to left, by their places in Unicode. */
export const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A name that is written the other way must not turn the sentence around. In one that runs with it, nothing is added. */
function isolated(value: string, locale: string): string {
  const mayTurn = directionOf(locale) === "rtl" || RIGHT_TO_LEFT.test(value);
  return mayTurn ? `\u2068${value}\u2069` : value;
}
