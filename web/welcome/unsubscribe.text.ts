import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const unsubscribeText = i18n("unsubscribe", {
  title: "No more mail about what you missed?",
  about: says(
    "{community} mails you mentions and answers that have waited for hours while you were away. What happens to your account you are told all the same.",
  ),
  stop: "Stop these mails",
  stopped: "You get no more of these mails",
  stoppedAbout: "If you change your mind, the settings have a choice for it.",
  toSettings: "Go to the settings",
  toRooms: "Go to your rooms",
  signIn: "Sign in",
});
