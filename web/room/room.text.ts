import { i18n } from "../i18n/i18n.ts";
import { cases, counts, says } from "../i18n/sentences.ts";

/** What a room says before anything is opened in it. */
export const roomText = i18n("room", {
  conversation: "Conversation",
  loading: "Loading messages",
  people: "People",
  peopleHere: says("People, {here} here"),
  more: "More about this room",
  moreAndNote: "More about this room: its note has changed",
  alone: "You are the only one here so far.",
  invite: "Invite people",
  silent: "Nobody has written yet. Say what this room is for.",
  readOnly:
    "For now this room can only be read, because its archive is too far behind. What you write waits here and goes out by itself.",
  unkept: "This browser cannot keep unsent messages. Leave this page open until they are sent.",
  archiveLate: "The archive is running late. Nothing is lost.",
  connecting: "Connecting…",
  offline: "No connection. You can go on reading and writing.",
  offlineWaiting: counts({
    one: "No connection. {count} message will be sent when you are back.",
    other: "No connection. {count} messages will be sent when you are back.",
  }),
  closed: cases({
    not_member: "You are not in this room any more.",
    no_such_room: "This room is gone.",
    signed_out: "You were signed out. Sign in again.",
    version: "This page is too old for the server.",
  }),
  reload: "Reload",
});
