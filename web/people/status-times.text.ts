import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const statusText = i18n("status", {
  never: "Don’t clear",
  half_hour: "30 minutes",
  hour: "1 hour",
  four_hours: "4 hours",
  today: "Today",
  week: "This week",
  untilTime: says("until {time}"),
  untilDayTime: says("until {day}, {time}"),
  untilEndOfToday: "until the end of today",
  untilEndOf: says("until the end of {day}"),
});
