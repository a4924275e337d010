import { i18n } from "../i18n/i18n.ts";

export const notificationsText = i18n("notifications", {
  title: "Notifications",
  about: "Whether this device tells you of news. Others have a switch of their own.",
  looking: "Looking at what this browser can do",
  off: "Notifications are off for this device.",
  on: "Notifications are on for this device. They come also while nothing of Parley is open.",
  turnOn: "Turn on notifications",
  turnOff: "Turn off",
  test: "Send a test",
  tested:
    "Sent. If nothing shows within a minute, look into your device’s own settings: it may be silent, or keep notifications of this browser back.",
  unsupported:
    "This browser cannot show notifications of Parley here. A private window cannot, nor an address that does not begin with https.",
  needsHomeScreen:
    "On iPhone and iPad, notifications come to programs on the Home Screen. Press Share, then “Add to Home Screen”, open Parley from there, and turn them on.",
  noService:
    "Notifications are on for this device while Parley is open in it. This community sends none otherwise; whoever runs its server can change that.",
  noPush:
    "Notifications are on for this device while Parley is open in it. The service of your browser’s maker that would bring them otherwise does not answer: some browsers have it turned off in their privacy settings.",
  denied:
    "This browser does not let Parley show notifications. Allow them in its settings for this site, beside the address; then they can be turned on here.",
});
