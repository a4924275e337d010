import { i18n } from "../i18n/i18n.ts";

export const accountText = i18n("account", {
  title: "Your account",
});
