import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const adviceText = i18n("passwordAdvice", {
  missing: counts({ one: "{count} character more.", other: "{count} characters more." }),
  common: "Everyone tries this one first: choose another.",
  weak: "Weak: easily guessed. Make it longer and more varied.",
  fair: says("Fair. With {length} characters it would be strong."),
  strong: "Strong.",
});
