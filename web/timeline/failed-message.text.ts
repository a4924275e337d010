import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

/** Why a message was not accepted, and what can be done about it. */
export const failedMessageText = i18n("failedMessage", {
  failed: says("Not sent. {why}"),
  wrongClock: "Not sent. This device’s clock seems to be wrong. Set it, then send this again.",
  old: counts({
    one: "Written {count} day ago. Send it now?",
    other: "Written {count} days ago. Send it now?",
  }),
  send: "Send",
  retry: "Retry",
  edit: "Edit",
  copy: "Copy",
  remove: "Delete",
  copied: "Copied",
  notCopied: "Could not copy. Select the text instead.",
});
