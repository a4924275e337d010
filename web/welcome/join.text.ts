import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const joinText = i18n("join", {
  invited: "You are invited",
  loading: "Loading the invite",
  notNow: "Not at the moment",
  unreadable: "The invite could not be read",
  dead: "This invite does not work",
  deadAbout:
    "It may have been used up, taken back or grown too old, or the link is incomplete. Ask whoever sent it for a new one.",
  signInInstead: "Sign in instead",
  title: says("Join {community}"),
  join: "Join",
  joinByPasskey: "Join with a passkey",
  member: "{by} invites you.",
  memberIntoRoom: "{by} invites you into the room {room}.",
  guest: "{by} invites you as a guest.",
  guestIntoRoom: "{by} invites you as a guest, into the room {room}.",
  domain: "It takes an address at {domain}.",
  code: "Code",
  codeSent: says("A code is on its way to {email}"),
  codeHint: says("We mailed it to {email}."),
  anotherCode: "Send another code",
  already: says("You are already in {community}"),
  staysAsItIs: "The invite stays as it is, for someone who is not.",
  forRoom: says("The invite is for the room {room}."),
  toRoom: "Go to the room",
  toRooms: "Go to your rooms",
});
