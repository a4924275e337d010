import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const lastUsedText = i18n("lastUsed", {
  now: "Used now",
  ago: says("Used {ago}"),
  seenNow: "seen now",
  seenAgo: says("seen {ago}"),
  never: "Not used yet",
  since: says("since {day}"),
});
