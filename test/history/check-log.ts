import { erasedBy, isNameless, withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { Fault } from "./fault.ts";
import type { History } from "./note.ts";
import { eventsIn, nameOf } from "./seen-events.ts";

/** What everyone together has seen has to be one log: each number one event, each event one number, and all of it kept. */
export function findLogFaults(history: History): Fault[] {
  const seen = new Map<number, RoomEvent>();
  return [
    ...findChanges(history, seen),
    ...findDoubles(seen),
    ...findPhantoms(history, seen),
    ...findLosses(history, seen),
    ...findNames(history),
  ];
}

function findChanges(history: History, seen: Map<number, RoomEvent>): Fault[] {
  const faults: Fault[] = [];
  const texts = new Map<number, string>();
  const departed = departedIn(history);
  for (const event of history.flatMap(eventsIn)) {
    // The one thing that may change about a fact, and from one moment to the next for each who looks.
    const text = canonical(departed.has(event.by) ? withoutName(event) : event);
    const before = texts.get(event.seq);
    if (before === undefined) {
      texts.set(event.seq, text);
      seen.set(event.seq, event);
    } else if (before !== text) {
      faults.push({ kind: "changed", says: `number ${event.seq} was ${before}, and then ${text}` });
    }
  }
  return faults;
}

function findDoubles(seen: ReadonlyMap<number, RoomEvent>): Fault[] {
  const faults: Fault[] = [];
  const numbers = new Map<string, number>();
  for (const event of seen.values()) {
    const names = [`id ${event.by} ${event.id}`];
    if (event.type === "message.posted") names.push(`text ${event.by} ${event.body}`);
    const other = names.map((name) => numbers.get(name)).find((seq) => seq !== undefined);
    if (other !== undefined) {
      faults.push({ kind: "doubled", says: `${nameOf(event)} is number ${other}, too` });
    }
    for (const name of names) numbers.set(name, event.seq);
  }
  return faults;
}

function findPhantoms(history: History, seen: ReadonlyMap<number, RoomEvent>): Fault[] {
  const faults: Fault[] = [];
  const asked = new Map<string, string>();
  const told = new Set<number>();
  for (const note of history) {
    if (note.t === "asked") asked.set(`${note.by} ${note.id}`, note.body);
    for (const event of eventsIn(note)) {
      const isNews = event.type === "message.posted" && !told.has(event.seq);
      told.add(event.seq);
      if (isNews && asked.get(`${event.by} ${event.id}`) !== event.body) {
        faults.push({ kind: "phantom", says: `${nameOf(event)} says what its author never asked` });
      }
    }
  }
  const byId = new Map<string, RoomEvent>([...seen.values()].map((event) => [event.id, event]));
  for (const note of history) {
    const event = note.t === "refused" && !note.retryable ? byId.get(note.id) : undefined;
    if (event) faults.push({ kind: "phantom", says: `${nameOf(event)} had been refused` });
  }
  return faults;
}

function findLosses(history: History, seen: ReadonlyMap<number, RoomEvent>): Fault[] {
  const faults: Fault[] = [];
  const names = namesIn(history);
  let newest = 0;
  for (const seq of seen.keys()) newest = Math.max(newest, seq);
  for (const note of history) {
    if (note.t === "whole") {
      const kept = new Set(note.events.map(({ by, id }) => `${by} ${id}`));
      for (const name of names) {
        // Its number may have been given to another since, which hides that it is gone.
        if (!kept.has(name)) faults.push({ kind: "lost", says: `${note.place} has no ${name}` });
      }
      const held = new Set(note.events.map(({ seq }) => seq));
      for (let seq = 1; seq <= newest; seq += 1) {
        const event = seen.get(seq);
        const name = event ? nameOf(event) : `number ${seq}`;
        if (!held.has(seq)) faults.push({ kind: "lost", says: `${note.place} has no ${name}` });
      }
      if (held.size < note.events.length) {
        faults.push({ kind: "doubled", says: `${note.place} holds a number twice` });
      }
    }
  }
  return faults;
}

/** A line may still be told a name that another place has forgotten; when all is over nobody holds it. */
function findNames(history: History): Fault[] {
  const departed = departedIn(history);
  return history.flatMap((note) => {
    if (note.t !== "whole") return [];
    const named = note.events.filter((event) => departed.has(event.by) && !isNameless(event));
    return named.map((event): Fault => ({
      kind: "remembered",
      says: `${note.place}: ${nameOf(event)}`,
    }));
  });
}

function departedIn(history: History): Set<string> {
  return new Set(erasedBy(history.flatMap(eventsIn)));
}

/** Whose command became an event that anyone has seen. */
function namesIn(history: History): Set<string> {
  return new Set(history.flatMap(eventsIn).map(({ by, id }) => `${by} ${id}`));
}

/** The same for the same content, whatever order its fields came in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
