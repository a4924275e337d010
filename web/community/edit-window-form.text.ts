import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const editWindowText = i18n("editWindow", {
  title: "Editing messages",
  about: "It holds for messages already sent, too. A change reaches everyone within minutes.",
  label: "How long people can edit what they said",
  loading: "Loading how long messages can be edited",
  forEver: "As long as they like",
  minutes: counts({ one: "{count} minute", other: "{count} minutes" }),
  hours: counts({ one: "{count} hour", other: "{count} hours" }),
  days: counts({ one: "{count} day", other: "{count} days" }),
  save: "Change time",
  saved: says("Time to edit: {time}"),
});
