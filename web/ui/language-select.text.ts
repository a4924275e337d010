import { i18n } from "../i18n/i18n.ts";

export const languageText = i18n("language", {
  title: "Language",
  asBrowser: "As in your browser",
});
