import { i18n } from "../i18n/i18n.ts";

export const noticesText = i18n("notices", {
  title: "What you are told of",
  about: "On all your devices. A room can have a choice of its own, in its menu.",
  level: "Tell me of",
  everything: "Every message",
  mentions: "Mentions, and answers to me",
  nothing: "Nothing",
  calls: "Also when everyone is called",
  callsAbout: "By @room and @here. They count as mentions all the same.",
  keywords: "Also of these words",
  looking: "Looking when you are mailed",
  keywordsAbout: "Separated by commas. A message with one of them in it counts like a mention.",
});
