import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const savedText = i18n("saved", {
  title: "Saved",
  about: "Messages that you keep at hand. Nobody else sees that you do.",
  none: "Nothing saved yet",
  noneAbout:
    "Choose “Save for later” on a message, or press B on it, and find it here on all your devices.",
  notLoaded: "What you saved could not be loaded",
  offline: "You are offline",
  held: "These are the saved messages that this device holds.",
  noneHeld: "This device holds none of the messages that you saved.",
  loading: "Loading what you saved",
  list: "Saved messages",
  open: says("Open the message of {name}:"),
  remove: says("Remove the message of {name} from saved"),
  removeShort: "Remove",
  lostRoom: "A room that is gone",
  notYet: "This message is on its way to the archive.",
  savedNow: "Saved",
  removedNow: "Removed from saved",
});
