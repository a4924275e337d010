import { i18n } from "../i18n/i18n.ts";

export const deleteText = i18n("deleteMessage", {
  title: "Delete this message?",
  about: "Its words are erased for everyone and everywhere. That cannot be undone.",
  aboutOther:
    "It is somebody else’s. Its words are erased for everyone and everywhere, and the place says that a moderator removed them.",
  remove: "Delete",
});
