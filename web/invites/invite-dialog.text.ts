import { i18n } from "../i18n/i18n.ts";
import { cases, counts, says } from "../i18n/sentences.ts";

export const inviteDialogText = i18n("inviteDialog", {
  title: "Invite people",
  closed:
    "Nobody can join at the moment: the link works once that is allowed again in the settings.",
  about: "Whoever opens the link can make an account here. Send it only to people you want in.",
  made: says("{terms}, for {people} until {day}. The link is shown only this once."),
  another: "Make another",
  done: "Done",
  comeAs: "They come in as",
  role: cases({ member: "Members", guest: "Guests" }),
  may: cases({
    member: "Finds and joins rooms, and makes new ones.",
    guest: "Sees the room you choose, and nothing else.",
  }),
  intoRoom: "Into the room",
  noRoom: "None: they choose for themselves",
  joinFirst: "Join a room first.",
  atOnce: "They are in it at once.",
  worksFor: "Works for",
  lasts: "And lasts",
  days: counts({ one: "{count} day", other: "{count} days" }),
  onlyFor: "Only for addresses of",
  onlyForHint: "Such as example.org. Leave it empty for all.",
  create: "Create invite link",
  link: "Invite link",
  copy: "Copy link",
  copied: "Copied",
  notCopied: "Could not copy. The link is selected: copy it with the keyboard.",
  code: "QR code, for the camera of a phone",
});
