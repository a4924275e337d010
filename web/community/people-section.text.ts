import { i18n } from "../i18n/i18n.ts";
import { cases, counts, says } from "../i18n/sentences.ts";

export const peopleText = i18n("peopleSection", {
  find: "Find a person",
  show: "Show",
  kind: cases({
    all: "Everyone",
    owner: "Owners",
    admin: "Admins",
    member: "Members",
    guest: "Guests",
    banned: "Put out",
  }),
  loading: "Loading people",
  notLoaded: "The people could not be loaded",
  people: "People",
  count: counts({ one: "{count} person", other: "{count} people" }),
  more: "Show more",
  nobody: cases({
    all: "There is nobody here",
    owner: "There is no owner here",
    admin: "There are no admins",
    member: "There are no members",
    guest: "There are no guests",
    banned: "Nobody has been put out",
  }),
  nobodyCalled: says("Nobody is called “{name}”"),
  nobodyOutCalled: says("Nobody who was put out is called “{name}”"),
  showEveryone: "Show everyone",
  role: cases({ owner: "Owner", admin: "Admin", guest: "Guest" }),
  isOut: "Put out",
  you: "You",
  since: says("Here since {day}"),
  decide: says("Decide about {name}"),
});
