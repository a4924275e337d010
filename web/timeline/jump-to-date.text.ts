import { i18n } from "../i18n/i18n.ts";

export const jumpToDateText = i18n("jumpToDate", {
  title: "Jump to a date",
  date: "Date",
  go: "Jump",
  lastWeek: "Last week",
  beginning: "The beginning",
  noneThen: "Nothing was said on that day. This is what came next.",
  noneSince: "Nothing was said since that day. This is the newest.",
});
