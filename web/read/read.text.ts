import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

/** What is new in a room, and marking it read. */
export const readText = i18n("read", {
  news: "New messages",
  newSince: counts({
    one: "{count} new since {time}",
    other: "{count} new since {time}",
  }),
  someSince: says("New since {time}"),
  jump: "Jump",
  jumpAbout: "Jump to the first new message",
  markRead: "Mark read",
  newFrom: counts({
    one: "{count} new message",
    other: "{count} new messages",
  }),
  begins: "New messages begin here",
  allTitle: counts({
    one: "Mark {count} room as read?",
    other: "Mark all {count} rooms as read?",
  }),
  allAbout: "Nothing that was said so far counts as new any more. You can undo this right after.",
  allRead: "Mark as read",
  cancel: "Cancel",
  allDone: counts({
    one: "{count} room marked as read",
    other: "{count} rooms marked as read",
  }),
  undo: "Undo",
  undone: "Unread again",
});
