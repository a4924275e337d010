import { i18n } from "../../i18n/i18n.ts";
import { says } from "../../i18n/sentences.ts";

/** What a note was, and how it comes back. */
export const historyText = i18n("noteHistory", {
  title: "Earlier versions of the note",
  back: "Back to the note",
  toList: "All versions",
  close: "Close",
  loading: "The versions are on their way",
  none: "No earlier versions yet",
  noneAbout: "One is kept after the first minute of writing, and at the next pause.",
  list: "Versions, the newest first",
  by: says("Written by {names}"),
  kept: "kept for good",
  before: says("Before {name} took much of it out"),
  version: "An earlier version",
  label: says("The note as it was, {when}"),
  writers: "Who wrote what is there",
  restore: "Make this the note again",
  restored: "The note is again what it was. What it said before is among the versions",
});
