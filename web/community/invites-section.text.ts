import { i18n } from "../i18n/i18n.ts";
import { cases, says } from "../i18n/sentences.ts";

export const invitesText = i18n("invitesSection", {
  none: "No invite works at the moment",
  noneAbout: "Make a link and send it to whom you want in. It is listed here until it is used up.",
  invitePeople: "Invite people",
  title: "Links that work",
  about: cases({
    open: "Anyone may come in without one; a link also says into which room, and as what.",
    invite: "Whoever has one of these can make an account here. What is revoked works for nobody.",
    closed:
      "Nobody can join at the moment: none of these works until you allow it again in the settings.",
  }),
  loading: "Loading invites",
  invites: "Invites",
  revoke: "Revoke",
  revokeOne: says("Revoke: {invite}, {facts}"),
  revoked: "Revoked",
});
