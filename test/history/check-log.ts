import { erasedBy, isNameless, withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { Fault } from "./fault.ts";
import type { HistoryPart, Note } from "./note.ts";
import { eventsIn, nameOf } from "./seen-events.ts";

type Whole = Extract<Note, { t: "whole" }>;

/** What everyone together has seen has to be one log: each number one event, each event one number, and all of it kept. */
export class LogCheck implements HistoryPart {
  /** Each number's event as it was first seen. */
  readonly #seen = new Map<number, RoomEvent>();
  /** Whose command became an event that anyone has seen, beside those. */
  readonly #others = new Set<string>();
  readonly #asked = new Map<string, string>();
  readonly #refused: string[] = [];
  readonly #departed = new Set<string>();
  /** The same event under another name, which is right for those who have departed by the end. */
  readonly #renamed: { by: string; fault: Fault }[] = [];
  readonly #faults: Fault[] = [];
  readonly #wholes: Whole[] = [];

  push(note: Note): void {
    if (note.t === "asked") this.#asked.set(`${note.by} ${note.id}`, note.body);
    else if (note.t === "refused" && !note.retryable) this.#refused.push(note.id);
    else if (note.t === "whole") this.#wholes.push(note);
    const events = eventsIn(note);
    for (const event of events) this.#look(event);
    for (const person of erasedBy(events)) this.#departed.add(person);
  }

  faults(): Fault[] {
    return [
      ...this.#faults,
      ...this.#renamed.flatMap(({ by, fault }) => (this.#departed.has(by) ? [] : [fault])),
      ...findDoubles(this.#seen.values()),
      ...this.#findRefused(),
      ...this.#wholes.flatMap((whole) => this.#findLosses(whole)),
      ...this.#wholes.flatMap((whole) => this.#findNames(whole)),
    ];
  }

  #look(event: RoomEvent): void {
    const before = this.#seen.get(event.seq);
    if (before === undefined) {
      this.#seen.set(event.seq, event);
      const isUnasked =
        event.type === "message.posted" &&
        this.#asked.get(`${event.by} ${event.id}`) !== event.body;
      if (isUnasked) {
        const says = `${nameOf(event)} says what its author never asked`;
        this.#faults.push({ kind: "phantom", says });
      }
      // Hundreds are told by one frame, and what was read from it is one object.
    } else if (before !== event) this.#compare(before, event);
  }

  #compare(before: RoomEvent, event: RoomEvent): void {
    const [was, is] = [canonical(before), canonical(event)];
    if (was === is) return;
    const says = `number ${event.seq} was ${was}, and then ${is}`;
    const fault: Fault = { kind: "changed", says };
    this.#others.add(`${event.by} ${event.id}`);
    // The one thing that may change about a fact, and from one moment to the next for each who looks.
    const isRenamed = canonical(withoutName(before)) === canonical(withoutName(event));
    if (isRenamed) this.#renamed.push({ by: event.by, fault });
    else this.#faults.push(fault);
  }

  #findRefused(): Fault[] {
    const byId = new Map<string, RoomEvent>(
      [...this.#seen.values()].map((event) => [event.id, event]),
    );
    return this.#refused.flatMap((id): Fault[] => {
      const event = byId.get(id);
      return event ? [{ kind: "phantom", says: `${nameOf(event)} had been refused` }] : [];
    });
  }

  #findLosses({ place, events }: Whole): Fault[] {
    const faults: Fault[] = [];
    const kept = new Set(events.map(({ by, id }) => `${by} ${id}`));
    const names = new Set([...this.#seen.values()].map(({ by, id }) => `${by} ${id}`));
    for (const name of [...names, ...this.#others]) {
      // Its number may have been given to another since, which hides that it is gone.
      if (!kept.has(name)) faults.push({ kind: "lost", says: `${place} has no ${name}` });
    }
    const held = new Set(events.map(({ seq }) => seq));
    let newest = 0;
    for (const seq of this.#seen.keys()) newest = Math.max(newest, seq);
    for (let seq = 1; seq <= newest; seq += 1) {
      const event = this.#seen.get(seq);
      const name = event ? nameOf(event) : `number ${seq}`;
      if (!held.has(seq)) faults.push({ kind: "lost", says: `${place} has no ${name}` });
    }
    if (held.size < events.length) {
      faults.push({ kind: "doubled", says: `${place} holds a number twice` });
    }
    return faults;
  }

  /** A line may still be told a name that another place has forgotten; when all is over nobody holds it. */
  #findNames({ place, events }: Whole): Fault[] {
    return events
      .filter((event) => this.#departed.has(event.by) && !isNameless(event))
      .map((event) => ({ kind: "remembered", says: `${place}: ${nameOf(event)}` }));
  }
}

function findDoubles(events: Iterable<RoomEvent>): Fault[] {
  const faults: Fault[] = [];
  const numbers = new Map<string, number>();
  for (const event of events) {
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

/** The same for the same content, whatever order its fields came in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
