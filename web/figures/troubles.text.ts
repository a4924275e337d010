import { i18n } from "../i18n/i18n.ts";
import { cases } from "../i18n/sentences.ts";

/** What the alerts of docs/operations.md say, for whoever looks at the page. */
export const troublesText = i18n("troubles", {
  is: cases({
    archiveRefused: "The archive has refused events of a room: {amount} times.",
    archive: "The archive stands still: it is {amount} behind.",
    faults: "Parts of the server fail: {amount} times within minutes.",
    api: "Requests fail: {amount} of those of the last minutes.",
    slow: "Rooms answer slowly: one command in a hundred takes {amount} or longer.",
    nobody: "Nobody gets in: {amount} tries failed within an hour, and none went well.",
    guessing: "Somebody guesses passwords: {amount} tries failed within minutes.",
    mails: "Mails fail: {amount} within half an hour.",
    pushes: "Notifications are refused: {amount} within half an hour.",
  }),
  first: cases({
    archiveRefused: "Look for “archive.stopped” in the log, before a day has passed.",
    archive: "Chat goes on. The database is away or full: start it again.",
    faults: "Look at the lines of the log that are errors. “room.gave_up” is a write that failed.",
    api: "“api.unavailable” in the log is the database; “api.internal” is a fault of Parley’s.",
    slow: "The machine is busy, or its disk is.",
    nobody: "A database or a key may have been restored from elsewhere.",
    guessing:
      "Limits hold them off. “access.refused” in the log tells how many accounts it is about.",
    mails: "Look at the key and the balance of the mail service, and at “mail.failed” in the log.",
    pushes: "“push.refused” in the log names the service, and why.",
  }),
  more: "More on each: docs/operations.md, “What to be woken for”.",
});
