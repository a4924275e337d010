import { i18n } from "../i18n/i18n.ts";

export const providerText = i18n("provider", {
  unknown: "Nobody here knows that account",
  unknownAbout:
    "If you have an account here already, sign in as usual and link the other one under “Your account”. If not, ask someone inside for an invite link.",
  failed: "That did not work",
  toAccount: "Back to your account",
  toFirst: "Go to the first page",
  almost: "Almost there",
  loading: "Loading who you are",
  told: "{provider} has told us who you are. Say what to call you here.",
  address: "Your address {email} comes along. Nobody else sees it.",
  taken:
    "Someone has an account here with {email}. If that is you, {signIn} and link {provider} under “Your account”.",
  takenSignIn: "sign in",
});
