import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const composerText = i18n("composer", {
  message: "Message",
  messageIn: says("Message {room}"),
  editing: "Editing a message",
  editingUnsent: "Editing a message that was not sent",
  cancel: "Cancel",
  notSent: "Not sent.",
  left: "Characters left",
  formatting: "Formatting",
  send: "Send",
  save: "Save",
});
