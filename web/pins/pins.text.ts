import { i18n } from "../i18n/i18n.ts";

export const pinsText = i18n("pins", {
  title: "Pinned messages",
  close: "Close pinned messages",
  none: "Nothing is pinned",
  noneAbout:
    "Pin what everyone here should find again: it stands here until somebody takes it down.",
  list: "Pinned messages, the newest pin first",
  goTo: "Go to message",
  unpin: "Unpin",
  loading: "Loading a pinned message",
});
