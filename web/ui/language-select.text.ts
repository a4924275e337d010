import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const languageText = i18n("language", {
  title: "Language",
  asBrowser: says("{language} (as in your browser)"),
});
