import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const receiptsSectionText = i18n("receiptsSection", {
  title: "Read receipts",
  about: says(
    "In rooms of up to {people} people, messages show who has read them. What was said in threads shows nothing.",
  ),
  shown: "Let others see how far I have read",
  shownAbout:
    "On all your devices. Without it you do not see it of others either, and what they saw of you is gone at once.",
});
