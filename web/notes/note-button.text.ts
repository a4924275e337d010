import { i18n } from "../i18n/i18n.ts";

export const noteButtonText = i18n("noteButton", {
  note: "Note",
  changed: "The note has changed since you looked",
});
