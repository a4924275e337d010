import { i18n } from "../i18n/i18n.ts";
import { cases, counts, says } from "../i18n/sentences.ts";

/** What stands around a message: what it answers, what has become of it, what was said under it. */
export const messageText = i18n("message", {
  edited: "edited",
  editedAt: says("Edited {time}. See what it said before"),
  saving: "saving…",
  pinned: "Pinned",
  saved: "Saved",
  inReply: "In reply to",
  repliedGone: "The message is not there",
  editFailed: says("Your edit was not saved. {why}"),
  failed: cases({
    "message.react": "Your reaction was not taken. {why}",
    "message.pin": "Not pinned or unpinned. {why}",
    "message.delete": "Not deleted. {why}",
  }),
  retry: "Retry",
  edit: "Edit",
  copy: "Copy",
  discard: "Discard",
  dismiss: "Dismiss",
  copied: "Copied",
  notCopied: "Could not copy. Select the text instead.",
  reactions: "Reactions",
  addReaction: "Add a reaction",
  by: says("{emoji} {number}: {names}"),
  byMany: counts({
    one: "{emoji} {number}: {names} and {count} other",
    other: "{emoji} {number}: {names} and {count} others",
  }),
  you: "you",
});
