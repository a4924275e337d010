import type { RoomEvent } from "#protocol/events.ts";
import type { Note } from "./note.ts";

/** The events that this note brought to someone. */
export function eventsIn(note: Note): readonly RoomEvent[] {
  switch (note.t) {
    case "accepted":
      return [note.event];
    case "snapshot":
    case "events":
    case "page":
    case "whole":
      return note.events;
    case "asked":
    case "refused":
    case "hello":
    case "welcome":
    case "caught-up":
    case "page-asked":
      return [];
  }
}

export function nameOf({ seq, by, id }: RoomEvent): string {
  return `event ${seq} (${by}, ${id})`;
}
