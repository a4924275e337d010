import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const roomMenuText = i18n("roomMenu", {
  menuOf: says("{name}: what to do"),
  note: "Open the note",
  changedNote: "Open the note, which has changed",
  star: "Star",
  unstar: "Remove star",
  moveUp: "Move up",
  moveDown: "Move down",
  moved: says("{name} is starred room number {place} now"),
  mute: "Mute",
  unmute: "Unmute",
  markRead: "Mark as read",
  tellEverything: "Notify: every message",
  tellMentions: "Notify: mentions only",
  tellNothing: "Notify: nothing",
  tellCalls: "Notify: @room and @here",
  invite: "Invite people to it",
  copyLink: "Copy link",
  copied: "Link copied",
  notCopied: "The link could not be copied",
  jumpToDate: "Jump to a date",
  leave: "Leave room",
});
