import { fromRow } from "#party/room/event-rows.ts";
import type { Write } from "#party/object/ports.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId } from "#protocol/ids.ts";

const EVENTS = "e:";

export type Posted = Extract<RoomEvent, { type: "message.posted" }>;
export type Edited = Extract<RoomEvent, { type: "message.edited" }>;

/** What has really happened in a room, as it became durable, and as it was said first: what was deleted since is told apart. */
export class RoomLog {
  readonly events: RoomEvent[] = [];
  /** By message, the event that deleted it. */
  readonly deletions = new Map<number, number>();
  happened: (event: RoomEvent) => void = () => undefined;

  get head(): number {
    return this.events.length;
  }

  became({ put }: Write): void {
    const rows = [...put.keys()].filter((key) => key.startsWith(EVENTS)).toSorted();
    for (const event of rows.flatMap((key) => fromRow(put.get(key) ?? "[]"))) {
      if (event.seq <= this.head) continue;
      this.events.push(event);
      if (event.type === "message.deleted") this.deletions.set(event.target, event.seq);
      this.happened(event);
    }
  }

  message(seq: number): Posted | undefined {
    const event = this.events[seq - 1];
    return event?.type === "message.posted" ? event : undefined;
  }

  messages(upTo = this.head): Posted[] {
    return this.events.slice(0, upTo).filter((event) => event.type === "message.posted");
  }

  edits(target: number, upTo = this.head): Edited[] {
    return this.events
      .slice(0, upTo)
      .filter(
        (event): event is Edited => event.type === "message.edited" && event.target === target,
      );
  }

  /** Whom a message names, or calls with the room, as of event `upTo`: what its last edit says. */
  names(seq: number, person: PersonId, upTo = this.head): boolean {
    const last = this.edits(seq, upTo).at(-1) ?? this.message(seq);
    return last?.calls === "room" || (last?.mentions?.includes(person) ?? false);
  }

  /** Where this person came in last, as of event `upTo`; null: they are not in. */
  joinedAt(person: PersonId, upTo = this.head): number | null {
    let joined: number | null = null;
    for (const { type, seq, by } of this.events.slice(0, upTo)) {
      if (by !== person) continue;
      if (type === "room.created" || type === "member.joined") joined = seq;
      if (type === "member.left" || type === "member.erased") joined = null;
    }
    return joined;
  }
}
