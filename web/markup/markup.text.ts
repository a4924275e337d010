import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const markupText = i18n("markup", {
  someone: "someone",
  aRoom: "a room",
  message: "message",
  thread: "thread",
  note: "note",
  spoiler: "spoiler",
  showSpoiler: "Hidden: press to show",
  code: "Code",
  codeIn: says("Code in {language}"),
  copyCode: "Copy code",
  copied: "Copied",
  notCopied: "Could not be copied",
});
