import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const profileText = i18n("profile", {
  title: "Profile",
  about: "This is how others see you.",
  loading: "Loading your profile",
  preview: "Preview",
  name: "Name",
  pronouns: "Pronouns",
  pronounsExample: "she/her, he/him, they/them",
  status: "Status",
  common: "Common statuses",
  meeting: "In a meeting",
  lunch: "At lunch",
  focusing: "Focusing",
  sick: "Out sick",
  holiday: "On holiday",
  emoji: "Emoji",
  doing: "What are you doing?",
  clearAfter: "Clear after",
  asNow: says("As now: {end}"),
  save: "Save profile",
  saved: "Profile saved",
  clear: "Clear status",
});
