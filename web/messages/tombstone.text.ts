import { i18n } from "../i18n/i18n.ts";

export const tombstoneText = i18n("tombstone", {
  deleted: "Message deleted",
  removed: "Removed by a moderator",
});
