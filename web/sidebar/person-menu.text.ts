import { i18n } from "../i18n/i18n.ts";

export const personMenuText = i18n("personMenu", {
  you: "You",
  account: "Your account",
  settings: "Settings",
  signOut: "Sign out",
  yourMenu: ", your menu",
});
