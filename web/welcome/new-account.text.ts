import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const newAccountText = i18n("newAccount", {
  foundTitle: "Create your community",
  foundAbout: "You will own it: you make the first room and invite the others.",
  community: "Name of the community",
  communityHint: "What people will call this place.",
  found: "Create community",
  foundByPasskey: "Create with a passkey",
  name: "Your name",
  nameHint: "As others see it.",
  email: "Email",
  emailHint: "For signing in. Nobody else sees it.",
  password: "Password",
  passwordHint: says("At least {least} characters; {better} are better."),
  passkey:
    "You sign in with a passkey: your fingerprint, your face or this device’s PIN. There is nothing to remember.",
  usePassword: "Use a password instead",
  usePasskey: "Use a passkey instead",
  create: "Create an account",
  createIn: says("Create an account in {community}"),
  createNow: "Create account",
  createByPasskey: "Create account with a passkey",
  loading: "Loading",
  haveAccount: "Already have an account? {signIn}",
  signIn: "Sign in",
  notOpen: says("{community} is not open to everyone"),
  needInvite: "You need an invite link from someone inside.",
  nobodyCan: "Nobody can make an account here at the moment.",
});
