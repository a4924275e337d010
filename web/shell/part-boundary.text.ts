import { i18n } from "../i18n/i18n.ts";

export const partBoundaryText = i18n("partBoundary", {
  page: "Something went wrong",
  title: "This part could not be loaded",
  kept: "What you have written is kept.",
  offline:
    "You are offline, and it is not on this device yet. It comes by itself when you are back.",
  newer:
    "There is a newer version, and this part is not in it any more. What you have written is kept.",
  again: "Try again",
  reload: "Reload",
});
