import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const emojiText = i18n("emoji", {
  title: "Emoji",
  search: "Search emoji",
  all: "All emoji",
  found: "Found",
  recent: "Used lately",
  categories: "Kinds of emoji",
  changeTone: "Change the skin tone",
  noTone: "No skin tone",
  none: says("No emoji for “{sought}”."),
  failed: "The emoji could not be loaded.",
  again: "Try again",
});
