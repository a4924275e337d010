import { i18n } from "../i18n/i18n.ts";

export const settingsText = i18n("settings", {
  title: "Settings",
  language: "What Parley says, in this browser. What people write stays as they wrote it.",
});
