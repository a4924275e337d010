import { i18n } from "../i18n/i18n.ts";
import { counts } from "../i18n/sentences.ts";

export const editEndText = i18n("editEnd", {
  minutes: counts({
    one: "You can edit this for {count} more minute",
    other: "You can edit this for {count} more minutes",
  }),
  seconds: counts({
    one: "You can edit this for {count} more second",
    other: "You can edit this for {count} more seconds",
  }),
  over: "The time to edit this message is over.",
  copy: "Copy what I wrote",
  copied: "Copied",
  notCopied: "Could not copy. Select the text instead.",
  asNew: "Make it a new message",
});
