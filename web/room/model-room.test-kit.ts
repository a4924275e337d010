import * as v from "valibot";
import type { ArchiveState, DownMessage } from "#protocol/down.ts";
import { withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { CommandId, PersonId, uuid7 } from "#protocol/ids.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { applyEvents, EMPTY_ROOM } from "#protocol/room-state.ts";

export const ANN = v.parse(PersonId, "ann");
export const BOB = v.parse(PersonId, "bob");

/** An id that is the n-th of its test. */
export function testId(n: number): CommandId {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setUint32(6, n);
  return v.parse(CommandId, uuid7(1_764_000_000_000, bytes));
}

/** A room for tests that only knows what a room promises to readers and writers: numbers, repeats, hello. */
export class ModelRoom {
  readonly log: RoomEvent[] = [];
  readonly epoch: string;
  archive: ArchiveState = "live";

  constructor(events: number, epoch = "e1") {
    this.epoch = epoch;
    this.grow(events);
  }

  grow(count: number) {
    for (let i = 0; i < count; i += 1) this.log.push(this.#next());
  }

  /** What a command becomes: a new event, or the one that it became before. */
  post(id: CommandId, body: string, by = ANN): { event: RoomEvent; repeated: boolean } {
    const known = this.log.find((event) => event.id === id);
    if (known) return { event: known, repeated: true };
    const seq = this.log.length + 1;
    const event = { type: "message.posted", seq, id, at: seq, by, name: by, body } as const;
    this.log.push(event);
    return { event, repeated: false };
  }

  /** This person's account is deleted: nobody is told their name any more. */
  erase(person: PersonId) {
    const seq = this.log.length + 1;
    const id = testId(2_000_000 + seq);
    this.log.push({ type: "member.erased", seq, id, at: seq, by: person, name: "" });
    for (const [i, event] of this.log.entries())
      if (event.by === person) this.log[i] = withoutName(event);
  }

  welcome(): DownMessage {
    const { epoch } = this;
    return {
      t: "welcome",
      version: PROTOCOL_VERSION,
      epoch,
      head: this.log.length,
      you: { id: ANN, name: "Ann" },
      archive: this.archive,
    };
  }

  events(from: number, to: number): DownMessage {
    return { t: "events", events: this.log.slice(from - 1, to) };
  }

  snapshot(newest: number): DownMessage {
    const { seq, info, members, invited, pins, states } = applyEvents(EMPTY_ROOM, this.log);
    const events = this.log.slice(-newest);
    return {
      t: "snapshot",
      epoch: this.epoch,
      seq,
      info,
      members,
      invited,
      pins,
      events,
      states: [...states].filter(([message]) => events.some((event) => event.seq === message)),
    };
  }

  /** The answer to a hello, in one frame. */
  answer(cursor: number, epoch: string | null): DownMessage[] {
    const isKnown = cursor === 0 || (epoch === this.epoch && cursor <= this.log.length);
    const rest = isKnown ? this.events(cursor + 1, this.log.length) : this.snapshot(5);
    return [this.welcome(), rest];
  }

  #next(): RoomEvent {
    const seq = this.log.length + 1;
    // Far from the ids that a test gives to its own commands.
    const common = { seq, id: testId(1_000_000 + seq), at: seq, by: BOB, name: "Bob" };
    if (seq === 1) return { type: "room.created", ...common, room: { name: "Tea", topic: "" } };
    if (seq % 5 === 2) return { type: "member.joined", ...common, by: ANN, name: "Ann" };
    if (seq % 5 === 4) return { type: "member.left", ...common, by: ANN, name: "Ann" };
    return { type: "message.posted", ...common, body: `${this.epoch} says ${seq}` };
  }
}
