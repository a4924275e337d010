import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const leaveText = i18n("leaveRoom", {
  title: says("Leave {room}?"),
  aboutMember: "You will not get its messages any more. You can come back through “Browse rooms”.",
  aboutGuest: "You will not get its messages any more. You can come back only by another invite.",
  stay: "Stay",
  leave: "Leave room",
});
