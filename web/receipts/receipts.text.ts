import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const receiptsText = i18n("receipts", {
  read: "Read",
  readBy: says("Read by {names}"),
  readByCount: counts({ one: "Read by {count}", other: "Read by {count}" }),
  who: "Read by",
  nobody: "Nobody yet",
});
