import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const aidsText = i18n("writingAids", {
  tools: "Formatting",
  emoji: "Emoji",
  bold: "Bold",
  italic: "Italic",
  strike: "Strikethrough",
  code: "Code",
  block: "Block of code",
  link: "Link",
  quote: "Quote",
  bullets: "List",
  numbers: "Numbered list",
  preview: "Preview",
  previewEmpty: "What you write is shown here as it will look.",
  previewShown: "Preview shown",
  previewHidden: "Preview hidden",
  tooLong: "Too long for one message. Nothing of it is lost.",
  tooLongForParts: says("Too long, even for {count} messages. It stays here until you shorten it."),
  sendParts: counts({ one: "Send as {count} message", other: "Send as {count} messages" }),
  changedElsewhere: says(
    "Changed elsewhere meanwhile: {text}. Save again to put yours in its place.",
  ),
  delete: "Delete message",
  deleteTitle: "Delete this message?",
  deleteAbout: "It has no words left. Everyone will see that a message was deleted.",
  keep: "Keep it",
  replyTo: says("Replying to {name}"),
  reply: "Replying to a message",
  cancelReply: "Do not reply to it",
});
