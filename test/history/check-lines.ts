import type { RoomEvent } from "#protocol/events.ts";
import type { Fault } from "./fault.ts";
import type { History, Note } from "./note.ts";
import { eventsIn } from "./seen-events.ts";

/** A socket as its reader knows it: `cursor` is the last number that it was told, at first the one it said hello with. */
type Line = {
  cursor: number;
  /** What anyone had seen when this line said hello. */
  knownAtHello: number;
  head: number;
};

/** On every line: numbers one by one from the cursor on, and never from before what was known (contract C3, C7). */
export function findLineFaults(history: History): Fault[] {
  const lines = new Map<string, Line>();
  const faults: Fault[] = [];
  let known = 0;
  let epoch: string | null = null;
  const fault = (kind: Fault["kind"], says: string) => faults.push({ kind, says });

  const hear = (name: string, line: Line, events: readonly RoomEvent[]) => {
    for (const { seq } of events) {
      const next = line.cursor + 1;
      if (seq !== next) fault("reordered", `${name} was told ${seq} when ${next} was due`);
      line.cursor = seq;
    }
  };

  const greet = (name: string, line: Line, welcome: Extract<Note, { t: "welcome" }>) => {
    line.head = welcome.head;
    if (welcome.head < line.knownAtHello) {
      const says = `${name} was welcomed at ${welcome.head}, and ${line.knownAtHello} had been seen`;
      fault("stale", says);
    }
    epoch ??= welcome.epoch;
    if (welcome.epoch !== epoch) fault("changed", `${name} found another epoch`);
  };

  const startAnew = (
    name: string,
    line: Line,
    { seq, events }: Extract<Note, { t: "snapshot" }>,
  ) => {
    if (seq < line.head)
      fault("stale", `${name} got a snapshot of ${seq}, its head was ${line.head}`);
    line.cursor = seq - events.length;
    hear(name, line, events);
  };

  const finish = (name: string, line: Line) => {
    const says = `${name} was told all that there is, up to ${line.cursor} of ${line.head}`;
    if (line.cursor < line.head) fault("lost", says);
  };

  for (const note of history) {
    if (note.t === "hello") {
      lines.set(note.line, { cursor: note.cursor, knownAtHello: known, head: 0 });
    } else if (isAnswer(note)) {
      const line = lines.get(note.line);
      if (!line) fault("phantom", `${note.line} was answered before it said hello`);
      else if (note.t === "welcome") greet(note.line, line, note);
      else if (note.t === "snapshot") startAnew(note.line, line, note);
      else if (note.t === "caught-up") finish(note.line, line);
      else hear(note.line, line, note.events);
    }
    for (const { seq } of eventsIn(note)) known = Math.max(known, seq);
  }
  return faults;
}

type Answer = Extract<Note, { t: "welcome" | "snapshot" | "events" | "caught-up" }>;

function isAnswer(note: Note): note is Answer {
  return ["welcome", "snapshot", "events", "caught-up"].includes(note.t);
}
