import { i18n } from "../i18n/i18n.ts";
import { cases, says } from "../i18n/sentences.ts";

export const settingsText = i18n("communitySettings", {
  name: "Name",
  nameAbout: "What people call this place. Everyone sees the new one within minutes.",
  nameOf: "Name of the community",
  changeName: "Change name",
  nameChanged: "Name changed",
  door: "Who can join",
  doorAbout: "Those inside stay, whichever you choose.",
  loading: "Loading who can join",
  whoMay: "Who may come in",
  is: cases({ open: "Open", invite: "By invite", closed: "Closed" }),
  means: cases({
    open: "Anyone who finds this address can make an account.",
    invite: "Whoever has an invite link can make an account.",
    closed: "Nobody can make an account. Invites do not work meanwhile.",
  }),
  save: "Save",
  saved: says("Who can join: {door}"),
});
