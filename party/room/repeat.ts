import type { RoomCommand } from "#protocol/commands.ts";
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
    case "message.post": {
      const body = checkBody(command.body);
      return (
        event.type === "message.posted" &&
        body.ok &&
        event.body === body.text &&
        event.action === command.action
      );
    }
    case "member.rename":
      return (
        event.type === "member.renamed" && !event.imported && event.to === cleanName(command.to)
      );
    case "member.erase":
      return event.type === "member.erased";
    case "history.import":
      return false;
  }
}
