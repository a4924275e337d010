import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const passkeysText = i18n("passkeysSection", {
  title: "Passkeys",
  about:
    "Sign in with your fingerprint, your face or a device’s PIN. Nobody can guess one or talk you out of it.",
  loading: "Loading passkeys",
  add: "Add a passkey",
  added: "Passkey added",
  notHere: "Passkeys cannot be added in this browser, at this address.",
  everywhere: "on all your devices",
  rename: "Rename",
  renameOne: says("Rename {name}"),
  renameTitle: "Rename passkey",
  name: "Name",
  nameHint: "Such as the device that it is on.",
  remove: "Remove",
  removeOne: says("Remove {name}"),
  removeTitle: says("Remove “{name}”?"),
  removeAbout: "It signs you in no more, and you are signed out everywhere but here.",
  removeNow: "Remove passkey",
  removed: "Passkey removed",
});

export const passwordText = i18n("passwordSection", {
  title: "Password",
  about: "A new password signs you out everywhere else. Here you stay signed in.",
  aboutNone:
    "You have none, and need none. A password lets you sign in where your passkeys are not.",
  loading: "Loading how you sign in",
  current: "Current password",
  new: "New password",
  change: "Change password",
  changed: "Password changed",
  set: "Set a password",
  isSet: "Password set",
  remove: "Remove password",
  removeTitle: "Remove your password?",
  removeAbout:
    "You sign in by your other ways from now on, and are signed out everywhere but here.",
  removed: "Password removed",
});

export const linkedText = i18n("linkedAccounts", {
  title: "Linked accounts",
  about: "You can sign in with an account that you have elsewhere.",
  link: "Link {name}",
  linked: "Account linked",
  unlink: "Unlink",
  unlinkOne: says("Unlink {name}"),
  unlinked: "Account unlinked",
  notOffered: "Not offered here any more",
});

export const recoveryText = i18n("recovery", {
  title: "Recovery codes",
  about:
    "If you lose every other way to sign in, one of these codes and your email let you in, once each.",
  none: "You have none.",
  left: counts({ one: "One code is left.", other: "{count} of {all} codes are left." }),
  make: "Make recovery codes",
  makeNew: "Make new codes",
  makeNewTitle: "Make new recovery codes?",
  makeNewAbout: "The codes that you have now stop working.",
  hidden: "Recovery codes are not shown any more",
  keep: "Keep these codes where you will find them without this device. They are shown only now.",
  codes: "New recovery codes",
  copy: "Copy",
  copied: "Copied",
  notCopied: "Could not copy. Download them, or write them down.",
  download: "Download",
  file: says("Recovery codes for {site}. Each signs you in once, with your email."),
  kept: "I have kept them",
});
