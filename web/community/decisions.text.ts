import { i18n } from "../i18n/i18n.ts";
import { cases, says } from "../i18n/sentences.ts";

export const decisionText = i18n("decisions", {
  make: cases({
    owner: "Make an owner",
    admin: "Make an admin",
    member: "Make a member",
    guest: "Make a guest",
  }),
  makeTitle: cases({
    owner: "Make {name} an owner?",
    admin: "Make {name} an admin?",
    member: "Make {name} a member?",
    guest: "Make {name} a guest?",
  }),
  isNow: cases({
    owner: "{name} is an owner now",
    admin: "{name} is an admin now",
    member: "{name} is a member now",
    guest: "{name} is a guest now",
  }),
  become: cases({
    owner: "Become an owner",
    admin: "Become an admin",
    member: "Become a member",
    guest: "Become a guest",
  }),
  becomeTitle: cases({
    owner: "Become an owner?",
    admin: "Become an admin?",
    member: "Become a member?",
    guest: "Become a guest?",
  }),
  youAre: cases({
    owner: "You are an owner now",
    admin: "You are an admin now",
    member: "You are a member now",
    guest: "You are a guest now",
  }),
  may: cases({
    owner: "Owners decide about everyone and everything here, other owners included.",
    admin: "Admins invite people, put members and guests out, and change the name and the door.",
    member: "Members find and join rooms, and make new ones.",
    guest: "Guests see the rooms that they are in, and nothing else.",
  }),
  noUndo: "You cannot undo this yourself.",
  putOut: "Put out",
  putOutAsk: "Put out…",
  putOutTitle: says("Put {name} out?"),
  putOutAbout:
    "They are signed out everywhere at once, leave their rooms, and cannot sign in again. Their invites stop working, and so does the one they came by. What they wrote stays. You can let them back in.",
  isOut: says("{name} is out"),
  letBack: "Let back in",
  letBackAsk: "Let back in…",
  letBackTitle: says("Let {name} back in?"),
  letBackAbout:
    "They can sign in again. They are in no room until they join one; a guest needs an invite into one.",
  mayComeBack: says("{name} may come back"),
});
