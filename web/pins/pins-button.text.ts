import { i18n } from "../i18n/i18n.ts";
import { counts } from "../i18n/sentences.ts";

/** What the room's header says. */
export const pinsButtonText = i18n("pinsButton", {
  pinned: counts({ one: "{count} pinned message", other: "{count} pinned messages" }),
});
