import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const closedRoomText = i18n("closedRoom", {
  noSuch: "No such room",
  thereIsNone: "There is no such room",
  gone: "The link may be wrong, or the room is gone.",
  toRooms: "Go to your rooms",
  aRoom: "A room",
  notIn: "You are not in this room",
  guest: "Guests come into a room by invite. Ask someone in it for a link.",
  joinTitle: says("Join {room}"),
  join: "Join room",
  browse: "Browse rooms",
  joinAbout: "Join it to read and to write.",
  topicAndMembers: says("{topic} ({members})"),
});
