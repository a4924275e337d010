import { strings, transform } from "@nanostores/i18n";
import type { TranslationFunction } from "@nanostores/i18n";

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
  (_, text: string, values: Values<string>) =>
    strings(text, (part) => part.replace(/\{(\w+)\}/g, (place, name) => told(values[name], place))),
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
  const text = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  const all: Values<string> = { ...values, count: new Intl.NumberFormat(locale).format(count) };
  return text.replace(/\{(\w+)\}/g, (place, name: string) => told(all[name], place));
});

function told(value: string | number | undefined, place: string): string {
  return value === undefined ? place : String(value);
}
