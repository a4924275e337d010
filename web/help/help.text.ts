import { i18n } from "../i18n/i18n.ts";

export const helpText = i18n("help", {
  title: "Keyboard shortcuts",
  going: "Going around",
  room: "In a room",
  you: "Everywhere",
  writing: "While writing",
  reading: "Among messages, rooms and people",
  send: "Send",
  newLine: "New line",
  stopEdit: "Stop editing",
  move: "One up or down",
  ends: "First or last",
  menu: "What can be done with it",
  open: "Open",
  back: "Back",
  forward: "Forward",
  message: "On a message",
  singleKeys: "Keys without Ctrl, Alt or ⌘",
  singleKeysAbout:
    "Outside of fields, ? opens this sheet and a letter begins a message. Turn it off if keys are pressed by accident, or if you speak to your machine.",
});
