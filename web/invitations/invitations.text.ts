import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const invitationsText = i18n("invitations", {
  invitesYou: "{person} invites you to {room}",
  join: "Join",
  joinOne: says("Join {room}"),
  decline: "Decline",
  declineOne: says("Decline the invitation to {room}"),
  declined: says("Invitation to {room} declined"),
});
