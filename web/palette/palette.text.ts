import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const paletteText = i18n("palette", {
  title: "Go to",
  ask: "Room, person or command",
  close: "Close",
  recent: "Recent",
  rooms: "Rooms",
  people: "People",
  commands: "Commands",
  messages: "Messages",
  list: "What was found",
  onlyRooms: "Rooms only",
  onlyPeople: "People only",
  onlyCommands: "Commands only",
  onlyMessages: "Messages in this browser",
  notJoined: "Not joined",
  unread: "unread",
  inRoom: says("{name} in {room}"),
  nothing: says("Nothing found for “{words}”"),
  nothingYet: "Nothing here yet",
  nothingHint: "Other letters may help, or a sign at the beginning:",
  typeMore: "Type what a message says. Only those that this browser holds are searched.",
  count: counts({ one: "{count} found", other: "{count} found" }),
  toChoose: "choose",
  toOpen: "open",
  toNewTab: "new tab",
});
