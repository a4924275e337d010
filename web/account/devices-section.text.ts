import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const devicesText = i18n("devices", {
  title: "Devices",
  about: "You are signed in on these devices. Sign out any that you have lost or do not know.",
  loading: "Loading devices",
  this: "This device",
  unknown: "Unknown device",
  on: says("{browser} on {system}"),
  signOut: "Sign out",
  signOutOf: says("Sign out of {device}"),
  signedOut: "Signed out there",
  signOutElsewhere: "Sign out everywhere else",
});
