import { i18n } from "../i18n/i18n.ts";

export const shellText = i18n("shell", {
  hideRooms: "Hide rooms",
  showRooms: "Show rooms",
  width: "Width of the list of rooms",
  back: "Back to rooms",
});
