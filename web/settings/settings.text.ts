import { i18n } from "../i18n/i18n.ts";

export const settingsText = i18n("settings", {
  title: "Settings",
  keyboard: "Keyboard",
  keyboardAbout: "Everything can be done without a mouse.",
  singleKeysAbout:
    "Outside of fields, ? shows all keys, a letter begins a message, and on a message it does something with it. Turn it off if keys are pressed by accident, or if you speak to your machine.",
  allKeys: "Show all keys",
  language: "What Parley says, in this browser. What people write stays as they wrote it.",
});
