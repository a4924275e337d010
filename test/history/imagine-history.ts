import { array, boolean, constant, integer, nat, oneof, record, type Arbitrary } from "fast-check";
import type { RoomEvent } from "#protocol/events.ts";
import { ann, bob, commandId, happened, posted } from "../words.ts";
import type { Note } from "./note.ts";

/** What happens next in an imagined run. `device` 0 writes for Ann, 1 for Bob, 2 only reads. */
export type Step =
  | { do: "post"; device: number; isHeard: boolean }
  | { do: "come back"; device: number }
  | { do: "read"; after: number; limit: number; isHeard: boolean };

const device = nat({ max: 2 });

export const steps: Arbitrary<Step[]> = array(
  oneof(
    { weight: 3, arbitrary: record({ do: constant("post" as const), device, isHeard: boolean() }) },
    { weight: 1, arbitrary: record({ do: constant("come back" as const), device }) },
    {
      weight: 1,
      arbitrary: record({
        do: constant("read" as const),
        after: nat({ max: 20 }),
        limit: integer({ min: 1, max: 10 }),
        isHeard: boolean(),
      }),
    },
  ),
  { maxLength: 60 },
);

/** The history of a room without fault: lines die, answers get lost, and everything is settled in the end. */
export function imagineHistory(plan: readonly Step[]): Note[] {
  const room = new ImaginedRoom();
  for (const each of plan) room.take(each);
  room.settle();
  return room.history;
}

class ImaginedRoom {
  readonly history: Note[] = [];
  readonly #log: RoomEvent[] = [
    happened("member.joined", 1, ann),
    happened("member.joined", 2, bob),
  ];
  readonly #devices = [ann, bob, bob].map((by, i) => ({
    name: `device ${i}`,
    by,
    lines: 0,
    cursor: 0,
  }));
  #unknown: { device: number; event: RoomEvent }[] = [];
  #asks = 0;

  constructor() {
    for (const i of this.#devices.keys()) this.#comeBack(i);
  }

  take(step: Step): void {
    switch (step.do) {
      case "post":
        if (step.device < 2) this.#post(step.device, step.isHeard);
        else this.#comeBack(step.device);
        return;
      case "come back":
        return this.#comeBack(step.device);
      case "read":
        return this.#read(step);
    }
  }

  settle(): void {
    for (const i of this.#devices.keys()) this.#comeBack(i);
    for (const place of ["the room", "the database"]) {
      this.history.push({ t: "whole", place, events: [...this.#log] });
    }
  }

  #post(i: number, isHeard: boolean): void {
    const device = this.#device(i);
    const seq = this.#log.length + 1;
    const event = posted(seq, { by: device.by, body: `word ${seq}` });
    this.#ask(i, event);
    this.#log.push(event);
    if (isHeard) this.#tellLive();
    else {
      this.#unknown.push({ device: i, event });
      this.#comeBack(i);
    }
  }

  #ask(i: number, event: RoomEvent): void {
    const { name, by, lines } = this.#device(i);
    const body = event.type === "message.posted" ? event.body : "";
    this.history.push({
      t: "asked",
      device: name,
      line: `${name}#${lines}`,
      by,
      id: event.id,
      body,
    });
  }

  #tellLive(): void {
    for (const device of this.#devices) {
      const events = this.#log.slice(device.cursor);
      device.cursor = this.#log.length;
      if (events.length > 0) {
        this.history.push({ t: "events", line: `${device.name}#${device.lines}`, events });
      }
    }
  }

  #comeBack(i: number): void {
    const device = this.#device(i);
    device.lines += 1;
    const line = `${device.name}#${device.lines}`;
    const isFirst = device.cursor === 0;
    const epoch = "one";
    const head = this.#log.length;
    this.history.push({ t: "hello", line, epoch: isFirst ? null : epoch, cursor: device.cursor });
    this.history.push({ t: "welcome", line, epoch, head });
    const events = this.#log.slice(device.cursor);
    if (isFirst) this.history.push({ t: "snapshot", line, epoch, seq: head, events });
    else if (events.length > 0) this.history.push({ t: "events", line, events });
    device.cursor = head;
    this.history.push({ t: "caught-up", line });
    const own = this.#unknown.filter((each) => each.device === i);
    this.#unknown = this.#unknown.filter((each) => each.device !== i);
    for (const { event } of own) {
      this.#ask(i, event);
      this.history.push({ t: "accepted", device: device.name, event });
    }
  }

  #read({ after, limit, isHeard }: Extract<Step, { do: "read" }>): void {
    this.#asks += 1;
    this.history.push({ t: "page-asked", ask: this.#asks, after, limit });
    if (!isHeard) return;
    const events = this.#log.slice(after, after + limit);
    const hasMore = after + events.length < this.#log.length;
    this.history.push({ t: "page", ask: this.#asks, events, hasMore });
  }

  #device(i: number) {
    const found = this.#devices[i];
    if (!found) throw new RangeError(`there is no device ${i}`);
    return found;
  }
}

/** An id that nobody in an imagined history has used. */
export const STRANGE_ID = commandId(9_999);
