import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const timelineText = i18n("timeline", {
  messages: "Messages",
  messagesIn: says("Messages in {room}"),
  newMessages: counts({ one: "{count} new message", other: "{count} new messages" }),
  new: "New",
  toPresent: "Jump to present",
  back: "Back to where I was",
  today: "Today",
  yesterday: "Yesterday",
  toDate: "Jump to a date",
  toDateFrom: says("{day}. Jump to a date"),
  beginningOf: says("The beginning of {room}"),
  opened: "{by} opened this room on {date}.",
});

/** Comings and goings. */
export const comingsText = i18n("comings", {
  joined: says("{name} joined"),
  left: says("{name} left"),
  erased: says("{name} deleted their account"),
  renamed: says("{name} is now called {to}"),
  renamedSomehow: says("{name} changed their name"),
  bothJoined: says("{one} and {two} joined"),
  bothLeft: says("{one} and {two} left"),
  bothErased: says("{one} and {two} deleted their accounts"),
  manyJoined: counts({
    one: "{one}, {two} and {count} other joined",
    other: "{one}, {two} and {count} others joined",
  }),
  manyLeft: counts({
    one: "{one}, {two} and {count} other left",
    other: "{one}, {two} and {count} others left",
  }),
  manyErased: counts({
    one: "{one}, {two} and {count} other deleted their accounts",
    other: "{one}, {two} and {count} others deleted their accounts",
  }),
  two: says("{one} and {two}"),
  many: counts({
    one: "{one}, {two} and {count} other",
    other: "{one}, {two} and {count} others",
  }),
});

/** What waits to be sent, or was not accepted. */
export const unsentText = i18n("unsent", {
  sending: "Sending…",
  waiting: "Waiting to be sent",
  waitingReadOnly: "Waiting: read only for now",
  thenDelete: says("{state}. Delete it"),
  deleteUnsent: says("Delete unsent message: {body}"),
  heardSending: "sending",
  heardWaiting: "waiting to be sent",
  heardFailed: says("not sent: {why}"),
  remove: "Delete",
});
