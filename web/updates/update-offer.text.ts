import { i18n } from "../i18n/i18n.ts";

export const updateOfferText = i18n("updateOffer", {
  ready: "A new version is ready.",
  reload: "Reload",
  later: "Later",
});
