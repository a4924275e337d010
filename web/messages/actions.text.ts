import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

/** What can be done with a message. */
export const actionsText = i18n("messageActions", {
  actions: "Message actions",
  about: says("Message of {name}"),
  reactWith: says("React with {emoji}"),
  more: "More",
  react: "Add a reaction",
  reply: "Reply",
  thread: "Reply in thread",
  edit: "Edit",
  pin: "Pin for everyone",
  unpin: "Unpin",
  save: "Save for later",
  unsave: "Remove from saved",
  unread: "Mark unread from here",
  forward: "Forward",
  copyText: "Copy text",
  copyLink: "Copy link",
  remove: "Delete",
  textCopied: "Copied",
  linkCopied: "Link copied",
  notCopied: "Could not copy. Select the text instead.",
  markedUnread: "Unread from here",
  editFailed: says("Your edit was not saved. {why}"),
  changeFailed: says("That was not done. {why}"),
});
