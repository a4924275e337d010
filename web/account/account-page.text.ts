import { i18n } from "../i18n/i18n.ts";

export const accountText = i18n("account", {
  title: "Your account",
  language: "What Parley says, in this browser. What people write stays as they wrote it.",
});
