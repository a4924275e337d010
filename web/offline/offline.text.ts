import { i18n } from "../i18n/i18n.ts";

export const offlineText = i18n("offline", {
  title: "You are offline",
  page: "This page lives on the server. It opens by itself when you are back.",
  again: "Try again",
  start: "Parley needs the server to let you in. It goes on by itself when it answers.",
  rooms: "Offline. These are the rooms you are in; the others come when you are back.",
});
