import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const dataText = i18n("ownData", {
  title: "Your data",
  about:
    "A file with everything that is kept of you: your profile, how and where you sign in, your rooms, and all that you have written.",
  download: "Download your data",
  saving: "Your data is being saved",
  delete: "Delete account",
  deleteAbout: "You can leave for good. This cannot be undone.",
  deleteAsk: "Delete account…",
  deleteTitle: "Delete your account?",
  deleted: "Your account is deleted",
  noUndo: "Nobody can undo this. Download your data first if you want it.",
  goes: "What goes",
  goesAbout:
    "Your name, profile and address, your ways to sign in, all your devices, and your places in rooms.",
  stays: "What stays",
  staysAbout: "What you have written, under “Former member”: others have answered it.",
  typeName: says("Type your name to confirm: {name}"),
  notYourName: "That is not your name. Nothing was deleted.",
  stillHeld:
    "This browser still holds what it kept for you, because the server cannot be reached. Clear it when you are online.",
  clear: "Clear this browser",
});
