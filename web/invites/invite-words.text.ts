import { i18n } from "../i18n/i18n.ts";
import { cases, counts, says } from "../i18n/sentences.ts";

export const inviteText = i18n("invites", {
  as: cases({ member: "As a member", guest: "As a guest" }),
  asInto: cases({ member: "As a member into {room}", guest: "As a guest into {room}" }),
  people: counts({ one: "{count} person", other: "{count} people" }),
  used: says("{uses} of {all} used"),
  until: says("until {day}"),
  onlyAt: says("only @{domain}"),
  by: says("by {name}"),
});
