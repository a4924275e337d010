import { i18n } from "../i18n/i18n.ts";
import { cases, says } from "../i18n/sentences.ts";

export const availabilityText = i18n("availability", {
  is: cases({ online: "Online", away: "Away", dnd: "Do not disturb", offline: "Offline" }),
  title: "Availability",
  label: "How others see you",
  choice: cases({
    auto: "Automatic",
    away: "Away",
    dnd: "Do not disturb",
    offline: "Look offline",
  }),
  means: cases({
    auto: "Online while you use Parley, away when you leave it open.",
    away: "Away, whatever you do here.",
    dnd: "No notifications reach you.",
    offline: "Others see you as offline, until you write or type.",
  }),
  until: "Until",
  lasts: cases({
    ever: "I change it",
    half: "In 30 minutes",
    hour: "In 1 hour",
    tomorrow: "Tomorrow morning",
  }),
  quiet: "Do not disturb at certain hours",
  quietAbout: says("By the clock in {zone}, on every device."),
  days: "Days",
  from: "From",
  to: "To",
  nextDay: "It ends the day after.",
  oneDay: "Choose a day at least.",
});
