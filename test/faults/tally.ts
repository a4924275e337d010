import type { History } from "../history/note.ts";
import { eventsIn } from "../history/seen-events.ts";

/** How much a clean history is worth: what happened in it. */
export type Tally = {
  /** Different commands, and how often one of them was sent again because its fate was not known. */
  commands: number;
  repeats: number;
  events: number;
  /** Events handed to readers, and how often one of them came back to a room. */
  deliveries: number;
  resumes: number;
  snapshots: number;
  pages: number;
};

export const NOTHING: Tally = {
  commands: 0,
  repeats: 0,
  events: 0,
  deliveries: 0,
  resumes: 0,
  snapshots: 0,
  pages: 0,
};

export function tallyOf(history: History): Tally {
  const ids = new Set<string>();
  const numbers = new Set<number>();
  const tally = { ...NOTHING };
  let asked = 0;
  for (const note of history) {
    if (note.t === "asked") {
      asked += 1;
      ids.add(note.id);
    } else if (note.t === "hello") tally.resumes += 1;
    else if (note.t === "snapshot") tally.snapshots += 1;
    else if (note.t === "page") tally.pages += 1;
    for (const { seq } of eventsIn(note)) numbers.add(seq);
    if (note.t !== "whole") tally.deliveries += eventsIn(note).length;
  }
  return { ...tally, commands: ids.size, repeats: asked - ids.size, events: numbers.size };
}

export function add(a: Tally, b: Tally): Tally {
  return {
    commands: a.commands + b.commands,
    repeats: a.repeats + b.repeats,
    events: a.events + b.events,
    deliveries: a.deliveries + b.deliveries,
    resumes: a.resumes + b.resumes,
    snapshots: a.snapshots + b.snapshots,
    pages: a.pages + b.pages,
  };
}
