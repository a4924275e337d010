import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const communityText = i18n("community", {
  people: "People",
  invites: "Invites",
  settings: "Settings",
  figures: "Figures",
  parts: "Community",
  invitePeople: "Invite people",
  notForYou: "This is not for you to see",
  askAnOwner: says("Ask an owner or an admin of {community}."),
  onlyOwners: says("How it goes is for the owners of {community}."),
});
