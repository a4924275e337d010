import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const emailText = i18n("email", {
  title: "Email",
  about: "For signing in, and for what you have to know about your account. Nobody else sees it.",
  loading: "Loading",
  address: "Your address",
  none: "No address yet",
  withoutOne: "Without one nobody can help you back in.",
  confirmed: "Confirmed",
  notConfirmed: "Not confirmed yet",
  confirm: "Confirm",
  confirmYours: "Confirm your address",
  change: "Change",
  changeYours: "Change your address",
  sent: says("A link is on its way to {email}"),
  confirmHint:
    "A link to confirm it is mailed to you when you sign up: open it in this browser, or ask for another. Until then, signing in by mail removes every other way in, for the account might be somebody else’s.",
  sentHint: "A link is on its way to {email}. Open it within an hour; until then nothing changes.",
  new: "New address",
  newHint: "We send a link there.",
  send: "Send the link",
});
