import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const signInText = i18n("signIn", {
  title: says("Sign in to {community}"),
  email: "Email",
  password: "Password",
  signIn: "Sign in",
  withPasskey: "Sign in with a passkey",
  emailLink: "Email me a link",
  forgot: "Forgot your password?",
  useRecovery: "Use a recovery code",
  recoveryAbout:
    "One of the ten codes that you have kept. Each signs you in once; then set up another way.",
  recoveryCode: "Recovery code",
  recoveryHint: says("Such as {example}."),
  continueWith: "Continue with {provider}",
  noAccount: "No account yet? {create}",
  create: "Create an account",
  askInside: "No account yet? Ask someone inside for an invite link.",
});
