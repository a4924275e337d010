import { i18n } from "../i18n/i18n.ts";

/** Keys that have a name and no sign, as keyboards of the language have it. */
export const keysText = i18n("keys", {
  ctrl: "Ctrl",
  alt: "Alt",
  shift: "Shift",
  enter: "Enter",
  escape: "Esc",
  delete: "Del",
  home: "Home",
  end: "End",
  menu: "Menu",
  tab: "Tab",
});
