import { i18n } from "../i18n/i18n.ts";

export const soundsText = i18n("sounds", {
  title: "Sounds",
  about:
    "In this browser, while Parley is open in it and you look elsewhere. Nothing sounds while you do not want to be disturbed, and whatever sounds is shown, too.",
  which: "Make a sound for",
  none: "Nothing",
  mentions: "Mentions, and answers to me",
  all: "All that I am told of",
  allAbout: "What is not meant for you sounds quieter.",
  volume: "Volume",
  play: "Play it",
  unheard: "This browser cannot make a sound here.",
});
