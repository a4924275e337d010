import { i18n } from "../i18n/i18n.ts";

export const personMenuText = i18n("personMenu", {
  you: "You",
  availability: "Availability",
  account: "Your account",
  settings: "Settings",
  community: "Settings of the community",
  signOut: "Sign out",
  yourMenu: ", your menu",
});
