import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const directoryText = i18n("directory", {
  title: "Browse rooms",
  newRoom: "New room",
  find: "Find a room",
  loading: "Loading rooms",
  notLoaded: "The rooms could not be loaded",
  none: "No rooms yet",
  createFirst: "Create the first room",
  noneAbout:
    "A room is a place to talk about one thing. Everyone in the community can find it here.",
  askForLink: "Ask whoever invited you for a link into one.",
  noMatch: says("No room matches “{sought}”"),
  showAll: "Show all rooms",
  searched: "Names and topics were searched.",
  rooms: "Rooms",
  open: "Open",
  openOne: says("Open {room}"),
  join: "Join",
  joinOne: says("Join {room}"),
  invited: says("{name} invites you"),
  members: counts({ one: "{count} member", other: "{count} members" }),
});
