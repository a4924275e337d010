import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const mailText = i18n("mail", {
  askTitle: "Sign in by email",
  askAbout: "We send you a link. It works once, within 10 minutes.",
  email: "Email",
  emailLink: "Email me a link",
  look: "Look at your mail",
  signInSent:
    "If {email} belongs to an account here, a link is on its way. Open it in this browser, and you are in.",
  code: "Code",
  codeHint: "Opened it somewhere else? It shows a code to type here.",
  withCode: "Sign in with the code",
  sendAnother: "Send another mail",
  back: "Back to signing in",
  signInFirst: "Sign in first, then open the link again",
  signInFirstAbout: says(
    "It works in a browser that is signed in to the account which the mail names. If you have made no account in {community}, there is nothing to do: close this page.",
  ),
  toRooms: "Go to your rooms",
  toAccount: "Go to your account",
  signIn: "Sign in",
  confirmed: "Your address is confirmed",
  confirmedAbout: "{email} is the address of your account now.",
  confirmTitle: "Confirm your address",
  confirmAbout: says(
    "Then this is where mail of {community} reaches you, and what you sign in with.",
  ),
  confirm: "Confirm",
  deadTitle: "This link does not work any more",
  deadAbout: "It may have been used, or grown too old, or it is incomplete.",
  emailAnother: "Email me another",
  alreadyIn: "You are signed in already",
  nothingSpent: "Nothing of the link was spent.",
  openTitle: says("Sign in to {community}"),
  openAbout: "One press, and you are in.",
  typeTitle: "Type this code where you asked",
  typeAbout:
    "You asked for the link in another browser, so it is that one which you sign in. The code works for as long as the link does.",
  warning:
    "Did you ask for nothing, or does somebody want this code from you? Then tell it to nobody, and close this page.",
  forgotTitle: "Forgot your password?",
  forgotAbout: "We send you a link with which you choose another one.",
  sendLink: "Send the link",
  resetSent:
    "If {email} belongs to an account here, a link is on its way. It works once, within half an hour.",
  chooseTitle: "Choose a new password",
  chooseAbout: "It signs you out everywhere, so that nobody goes on with the old one.",
  newPassword: "New password",
  changePassword: "Change password",
  changed: "Your password is changed",
  signedOut: "You were signed out everywhere.",
  addressConfirmed: "Your address is confirmed now.",
  waysRemoved:
    "Other ways to sign in to this account were removed, because nobody had confirmed it before.",
  signInNew: "Sign in with the new one.",
  youAreIn: "You are in",
  goOn: "Continue",
});
