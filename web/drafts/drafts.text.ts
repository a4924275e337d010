import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const draftsText = i18n("drafts", {
  title: "Drafts",
  about: "What you have begun to write, on all your devices. Nobody else sees it.",
  none: "No drafts",
  noneAbout: "What you begin to write and do not send is kept here, on all your devices.",
  list: "Drafts",
  inThread: says("Thread in {room}"),
  lostRoom: "A room you are not in",
  open: says("Go on writing in {room}"),
  discard: "Discard",
  discardIn: says("Discard the draft in {room}"),
  discarded: "Draft discarded",
  undo: "Undo",
  elsewhere: "Draft from another device",
  others: counts({
    one: "There is {count} draft from another device. It stands above the field.",
    other: "There are {count} drafts from other devices. They stand above the field.",
  }),
  take: "Use",
  takeOf: says("Use this draft: {text}"),
  keepMine: "Keep mine",
  keepMineOf: says("Keep mine, and hide this draft here: {text}"),
  discardOf: says("Discard this draft: {text}"),
  used: "The other draft is in the field now. Yours stands above it.",
  here: "This draft stays on this device.",
  tooLong: "It is longer than a message.",
  tooMany: "You have as many drafts as one can have. Send or discard some.",
});
