import { useStore } from "@nanostores/react";
import { useText } from "../i18n/i18n.ts";
import {
  chooseLocale,
  chosenLocale,
  directionOf,
  localeFor,
  LOCALES,
  type Locale,
} from "../i18n/locale.ts";
import { languageText } from "./language-select.text.ts";
import { Select } from "./select-field.tsx";

/** Each in its own words: whoever looks for theirs may not read the one that is spoken now. */
const OWN_NAMES: Record<Locale, string> = { en: "English", de: "Deutsch", ar: "العربية" };

/** The language that the page is in. It changes at once, and this browser keeps it. */
export function LanguageSelect() {
  const t = useText(languageText);
  const chosen = useStore(chosenLocale);
  return (
    <Select
      aria-label={t.title}
      value={chosen ?? ""}
      onChange={({ target }) => chooseLocale(LOCALES.find((one) => one === target.value))}
    >
      <option value="">
        {t.asBrowser({ language: OWN_NAMES[localeFor(navigator.languages)] })}
      </option>
      {LOCALES.map((one) => (
        <option key={one} value={one} lang={one} dir={directionOf(one)}>
          {OWN_NAMES[one]}
        </option>
      ))}
    </Select>
  );
}
