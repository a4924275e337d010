import { i18n } from "../i18n/i18n.ts";

export const newRoomText = i18n("newRoom", {
  title: "New room",
  name: "Name",
  topic: "Topic",
  topicHint: "What people talk about here. You can leave it out.",
  create: "Create room",
});
