import type { RoomCommand } from "#protocol/commands.ts";
import { isNameless } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { checkBody, cleanName } from "#protocol/text.ts";

/** Whether `event` is what `command` became the first time: a repeat, and not another thing under the same id. */
export function isRepeatOf(event: RoomEvent, command: RoomCommand): boolean {
  switch (command.type) {
    case "room.create":
      return (
        event.type === "room.created" &&
        event.room.name === cleanName(command.name) &&
        event.room.topic === cleanName(command.topic)
      );
    case "room.join":
      return event.type === "member.joined" && !event.imported;
    case "room.leave":
      return event.type === "member.left" && !event.imported;
    case "member.invite":
      // Whoever was in already, or asked, is not among those whom it became.
      return (
        event.type === "member.invited" &&
        event.people.every((person) => command.people.includes(person))
      );
    case "member.uninvite":
      return event.type === "member.uninvited" && event.person === command.person;
    case "message.post": {
      const body = checkBody(command.body);
      return (
        event.type === "message.posted" &&
        // What it said is gone from here, so nobody can tell whether it was the same.
        (event.deleted !== undefined ||
          (body.ok &&
            event.body === body.text &&
            event.action === command.action &&
            event.replyTo === command.replyTo &&
            event.thread === command.thread &&
            event.alsoInRoom === command.alsoInRoom))
      );
    }
    case "message.edit": {
      const body = checkBody(command.body);
      return (
        event.type === "message.edited" &&
        event.target === command.target &&
        (event.deleted !== undefined || (body.ok && event.body === body.text))
      );
    }
    case "message.delete":
      return event.type === "message.deleted" && event.target === command.target;
    case "message.react":
      return (
        event.type === "message.reacted" &&
        event.target === command.target &&
        event.emoji === command.emoji &&
        event.on === command.on
      );
    case "message.pin":
      return (
        event.type === "message.pinned" &&
        event.target === command.target &&
        event.on === command.on
      );
    case "member.rename":
      return (
        event.type === "member.renamed" &&
        !event.imported &&
        // Of somebody whose account was deleted since, nobody can tell any more what they wanted to be called.
        (isNameless(event) || event.to === cleanName(command.to))
      );
    case "member.erase":
      return event.type === "member.erased";
    case "note.mention":
      return event.type === "note.mentioned" && event.person === command.person;
    case "history.import":
      return false;
  }
}
