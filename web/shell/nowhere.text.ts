import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const nowhereText = i18n("nowhere", {
  welcome: says("Welcome to {community}"),
  guest:
    "You are a guest, and in no room at the moment. Ask whoever invited you for a link into one.",
  createFirst: "Create the first room",
  firstAbout:
    "People talk in rooms, one for each subject. Make the first one, then invite the others.",
  browse: "Browse rooms",
  browseAbout: "You are in no room yet. Look through the rooms and join those you like.",
  title: "Nothing here",
  nothing: "There is nothing at this address",
  toRooms: "Go to your rooms",
});
