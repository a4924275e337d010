import type { InboxCommand } from "#protocol/inbox/commands.ts";
import type { CommandId, RoomId } from "#protocol/ids.ts";

export type Place = { room: RoomId; thread?: number | undefined };

/**
 * Something that was asked of an inbox. `from` and `to`: what it had heard of the room when it was done is between these, because it
 * was done some time between its first sending and its answer.
 */
export type Wish = {
  command: InboxCommand;
  from: number;
  to: number;
  isDone: boolean;
};

/** All that one person has asked of their inbox, in the order asked. */
export class Wishes {
  readonly all: Wish[] = [];

  add(command: InboxCommand, from: number): Wish {
    const wish = { command, from, to: from, isDone: false };
    this.all.push(wish);
    return wish;
  }

  done(id: CommandId, headOf: (room: RoomId) => number): Wish | undefined {
    const wish = this.all.find(({ command }) => command.id === id);
    if (!wish || wish.isDone) return wish;
    const place = placeOf(wish.command);
    wish.isDone = true;
    if (place) wish.to = headOf(place.room);
    return wish;
  }

  get isQuiet(): boolean {
    return this.all.every(({ isDone }) => isDone);
  }

  /** Whether something of these kinds is still on its way for a place: what is set is set one after the other. */
  isWaiting(place: Place, types: readonly InboxCommand["type"][]): boolean {
    return this.#of(place, types).some(({ isDone }) => !isDone);
  }

  /** What was set there, in the order in which it was done. */
  settings(place: Place, types: readonly InboxCommand["type"][]): Wish[] {
    return this.#of(place, types);
  }

  marks({ room, thread }: Place): number[] {
    return this.all.flatMap(({ command }) =>
      command.type === "read"
        ? command.marks
            .filter((mark) => mark.room === room && mark.thread === thread)
            .map(({ seq }) => seq)
        : [],
    );
  }

  readUpTo(place: Place): number {
    return Math.max(0, ...this.marks(place));
  }

  /** Whether this number of the activity was looked at. */
  hasSeen(id: number): boolean {
    return this.all.some(({ command }) => command.type === "seen" && command.activity.includes(id));
  }

  #of({ room, thread }: Place, types: readonly InboxCommand["type"][]): Wish[] {
    return this.all.filter(({ command }) => {
      const place = placeOf(command);
      const isHere = place?.room === room && place.thread === thread;
      return isHere && types.includes(command.type);
    });
  }
}

/** Stories mark one place at a time where it matters in what order. */
function placeOf(command: InboxCommand): Place | undefined {
  switch (command.type) {
    case "unread":
      return command.marks[0];
    case "opened":
    case "follow":
    case "mute":
      return command;
    case "level":
    case "star":
      return { room: command.room };
    case "draft":
      return command;
    case "calls":
      return command.room === undefined ? undefined : { room: command.room };
    case "read":
    case "seen":
    case "notices":
    case "self":
    case "move":
    case "sidebar":
    case "mail":
    case "receipts":
      return undefined;
  }
}
