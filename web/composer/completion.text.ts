import { i18n } from "../i18n/i18n.ts";
import { counts } from "../i18n/sentences.ts";

export const completionText = i18n("completion", {
  person: "People",
  room: "Rooms",
  emoji: "Emoji",
  command: "Commands",
  outside: "Not in this room",
  found: counts({ one: "{count} suggestion", other: "{count} suggestions" }),
  me: "Say what you do",
  shrug: "Shrug",
  people: "Show who is in this room",
  invite: "Invite people",
  leave: "Leave this room",
  help: "Show all keys",
  jump: "Jump to a date",
});
