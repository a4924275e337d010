import { i18n } from "../i18n/i18n.ts";

export const languageSectionText = i18n("languageSection", {
  about: "What Parley says, in this browser. What people write stays as they wrote it.",
});
