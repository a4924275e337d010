import { i18n } from "../i18n/i18n.ts";

export const signOutText = i18n("signOut", {
  title: "Sign out?",
  about:
    "What this browser keeps for you is deleted, with messages that were not sent yet and drafts. Your rooms stay as they are.",
  signOut: "Sign out",
});
