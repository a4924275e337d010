import { i18n } from "../i18n/i18n.ts";

export const settingsText = i18n("settings", {
  title: "Settings",
  keyboard: "Keyboard",
  keyboardAbout: "Everything can be done without a mouse.",
  allKeys: "Show all keys",
  language: "What Parley says, in this browser. What people write stays as they wrote it.",
});
