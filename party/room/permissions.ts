import type { RoomCommand } from "#protocol/commands.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import { may } from "#protocol/roles.ts";
import type { RoomFacts } from "#protocol/room-state.ts";
import type { Author } from "../rooms.ts";

/** Why `by` may not do this here, or null when they may. Asked for every command, whatever door it came through. */
export function objection(
  room: RoomFacts,
  type: RoomCommand["type"],
  by: Author,
): RefusalCode | null {
  const isOwner = by.role === "owner";
  switch (type) {
    case "room.create":
      if (!may(by.role, "room.create")) return "not_allowed";
      return room.info ? "room_exists" : null;
    case "room.join":
      if (!room.info) return "no_such_room";
      if (room.members[by.person]) return "already_member";
      return mayJoin(room, by) ? null : "not_allowed";
    case "member.invite":
      return objectionToEntering(room, by) ?? (may(by.role, "room.invite") ? null : "not_allowed");
    // Whoever is invited is not in it, and declines all the same.
    case "member.uninvite":
      return room.info ? null : "no_such_room";
    case "history.import":
      if (!room.info) return "no_such_room";
      return isOwner ? null : "not_allowed";
    case "member.erase":
      return room.info ? null : "no_such_room";
    case "message.pin":
      return objectionToEntering(room, by) ?? (may(by.role, "message.pin") ? null : "not_allowed");
    case "note.mention":
      return objectionToEntering(room, by) ?? (may(by.role, "note.write") ? null : "not_allowed");
    case "room.leave":
    case "member.rename":
    case "message.post":
    case "message.edit":
    case "message.delete":
    case "message.react":
      return objectionToEntering(room, by);
  }
}

function mayJoin(room: RoomFacts, { role, isInvited, person }: Author): boolean {
  return may(role, "room.join") || isInvited === true || room.invited[person] !== undefined;
}

/** Why `by` may not read this room: asked on every connect, resume and page of history. */
export function objectionToEntering(room: RoomFacts, by: Author): RefusalCode | null {
  if (!room.info) return "no_such_room";
  return room.members[by.person] ? null : "not_member";
}

/** Whether `by` keeps order here: then they may delete what others have said, bring guests in and take invitations back. */
export function keepsOrder(room: RoomFacts, by: Author): boolean {
  return may(by.role, "message.remove") || room.members[by.person]?.role === "owner";
}

/** What the API wishes by itself. It has counted already, and must not stumble over what someone has said before. */
export function isOfTheServer({ type }: RoomCommand): boolean {
  return (
    type === "history.import" ||
    type === "member.rename" ||
    type === "member.erase" ||
    type === "note.mention"
  );
}
