import { i18n } from "../i18n/i18n.ts";

/** What is said everywhere. */
export const uiText = i18n("ui", {
  close: "Close",
  panelWidth: "Width of the panel",
  cancel: "Cancel",
  tryAgain: "Try again",
  or: "or",
  showPassword: "Show password",
  hidePassword: "Hide password",
});
