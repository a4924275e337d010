import { i18n } from "../i18n/i18n.ts";
import { counts } from "../i18n/sentences.ts";

export const unreadBadgeText = i18n("unreadBadge", {
  unread: "unread",
  count: counts({ one: "{count} unread message", other: "{count} unread messages" }),
  mentions: counts({ one: "{count} mention of you", other: "{count} mentions of you" }),
});
