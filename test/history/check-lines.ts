import type { RoomEvent } from "#protocol/events.ts";
import type { Fault } from "./fault.ts";
import type { HistoryPart, Note } from "./note.ts";
import { eventsIn } from "./seen-events.ts";

/** A socket as its reader knows it: `cursor` is the last number that it was told, at first the one it said hello with. */
type Line = {
  cursor: number;
  /** What anyone had seen when this line said hello. */
  knownAtHello: number;
  head: number;
};

/** On every line: numbers one by one from the cursor on, and never from before what was known (contract C3, C7). */
export class LineCheck implements HistoryPart {
  readonly #lines = new Map<string, Line>();
  readonly #faults: Fault[] = [];
  #known = 0;
  #epoch: string | null = null;

  push(note: Note): void {
    if (note.t === "hello") {
      this.#lines.set(note.line, { cursor: note.cursor, knownAtHello: this.#known, head: 0 });
    } else if (isAnswer(note)) {
      const line = this.#lines.get(note.line);
      if (!line) this.#fault("phantom", `${note.line} was answered before it said hello`);
      else if (note.t === "welcome") this.#greet(note.line, line, note);
      else if (note.t === "snapshot") this.#startAnew(note.line, line, note);
      else if (note.t === "caught-up") this.#finish(note.line, line);
      else this.#hear(note.line, line, note.events);
    }
    for (const { seq } of eventsIn(note)) this.#known = Math.max(this.#known, seq);
  }

  faults(): Fault[] {
    return this.#faults;
  }

  #greet(name: string, line: Line, welcome: Extract<Note, { t: "welcome" }>): void {
    line.head = welcome.head;
    if (welcome.head < line.knownAtHello) {
      const says = `${name} was welcomed at ${welcome.head}, and ${line.knownAtHello} had been seen`;
      this.#fault("stale", says);
    }
    this.#epoch ??= welcome.epoch;
    if (welcome.epoch !== this.#epoch) this.#fault("changed", `${name} found another epoch`);
  }

  #startAnew(name: string, line: Line, { seq, events }: Extract<Note, { t: "snapshot" }>): void {
    if (seq < line.head)
      this.#fault("stale", `${name} got a snapshot of ${seq}, its head was ${line.head}`);
    line.cursor = seq - events.length;
    this.#hear(name, line, events);
  }

  #finish(name: string, line: Line): void {
    const says = `${name} was told all that there is, up to ${line.cursor} of ${line.head}`;
    if (line.cursor < line.head) this.#fault("lost", says);
  }

  #hear(name: string, line: Line, events: readonly RoomEvent[]): void {
    for (const { seq } of events) {
      const next = line.cursor + 1;
      if (seq !== next) this.#fault("reordered", `${name} was told ${seq} when ${next} was due`);
      line.cursor = seq;
    }
  }

  #fault(kind: Fault["kind"], says: string): void {
    this.#faults.push({ kind, says });
  }
}

type Answer = Extract<Note, { t: "welcome" | "snapshot" | "events" | "caught-up" }>;

function isAnswer(note: Note): note is Answer {
  return ["welcome", "snapshot", "events", "caught-up"].includes(note.t);
}
