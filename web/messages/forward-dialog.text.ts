import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const forwardText = i18n("forward", {
  title: "Forward this message",
  search: "Find a room",
  rooms: "Rooms",
  noRoom: "No room of yours is called that.",
  comment: "Say something about it (optional)",
  send: "Forward",
  choose: "Choose a room first.",
  from: says("{name} in {room}"),
  done: says("Forwarded to {room}"),
});
