import { i18n } from "../i18n/i18n.ts";
import { cases } from "../i18n/sentences.ts";

export const personCardText = i18n("personCard", {
  nothingMore: "Nothing more can be shown of this person.",
  imported: "From imported history. Nobody here has this account.",
  deleted: "This account was deleted.",
  since: cases({
    owner: "Owner since {day}",
    admin: "Admin since {day}",
    member: "Member since {day}",
    guest: "Guest since {day}",
  }),
  isOut: "Put out of the community",
});
