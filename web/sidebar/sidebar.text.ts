import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const sidebarText = i18n("sidebar", {
  rooms: "Rooms",
  starred: "Starred",
  find: "Go to…",
  newRoom: "New room",
  sectionMenu: "Order of rooms",
  unreadFirst: "Unread first",
  byName: "A to Z",
  byRecent: "Recent activity",
  notLoaded: "Your rooms could not be loaded.",
  tryAgain: "Try again",
  inNoRoom: "You are in no room yet.",
  askForLink: "Ask whoever invited you for a link.",
  createFirst: "Create the first room",
  findRooms: "Find rooms to join",
  browse: "Browse rooms",
  people: "People",
  activity: "Activity",
  threads: "Threads",
  saved: "Saved",
  invite: "Invite people",
  loading: "Loading your rooms",
  draft: "draft",
  muted: "muted",
  more: says("More about {name}"),
});
