import { i18n } from "../i18n/i18n.ts";
import { counts, says } from "../i18n/sentences.ts";

export const peoplePanelText = i18n("peoplePanel", {
  title: "People",
  close: "Close people",
  everyone: "Everyone in the room",
  online: "Online",
  offline: "Offline",
  here: "Here now",
  notHere: "Not here",
  members: "Members",
  counted: counts({
    one: "{count} person is here. Above {most} they are counted, not named.",
    other: "{count} people are here. Above {most} they are counted, not named.",
  }),
  withoutSocket: "Connected without a socket.",
  unknown: "Who is here is not known without a connection.",
  showAll: says("Show all {count}"),
});
