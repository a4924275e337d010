import { i18n } from "../i18n/i18n.ts";

export const writingText = i18n("writing", {
  title: "Writing",
  about: "Holds in this browser.",
  label: "Send with",
  enter: "Enter sends, Shift + Enter begins a new line",
  modEnter: "Ctrl + Enter sends, Enter begins a new line",
  modEnterMac: "⌘ + Enter sends, Enter begins a new line",
  touch: "On a phone Enter always begins a new line.",
  typingTold: "Show others when I am typing",
  typingToldAbout:
    "Turn it off, and nobody sees that you are writing until you send something. You still see who is typing.",
});
