import { i18n } from "../i18n/i18n.ts";

export const proveText = i18n("prove", {
  title: "Show that it is you",
  about: "This changes how you sign in, so it takes more than an open page.",
  byMail:
    "This changes how you sign in, so it takes more than an open page: a code that we mail you.",
  sent: "A code is on its way",
  sentAbout: "A code is on its way to your address. It works for 10 minutes, here alone.",
  send: "Email me a code",
  code: "Code",
  codeHint: "Six digits.",
  goOn: "Go on",
  loading: "Loading your ways",
  signInAgain: "Sign out, sign in again, and do it then.",
  usePasskey: "Use a passkey",
  password: "Password",
});
