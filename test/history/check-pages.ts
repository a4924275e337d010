import type { Fault } from "./fault.ts";
import type { HistoryPart, Note } from "./note.ts";
import { eventsIn } from "./seen-events.ts";

/** A page holds everything in its range that anyone had seen when it was asked for (contract C5). */
export class PageCheck implements HistoryPart {
  readonly #asks = new Map<number, { after: number; limit: number; known: number }>();
  readonly #faults: Fault[] = [];
  #known = 0;

  push(note: Note): void {
    if (note.t === "page-asked") this.#asks.set(note.ask, { ...note, known: this.#known });
    if (note.t === "page") this.#answered(note);
    for (const { seq } of eventsIn(note)) this.#known = Math.max(this.#known, seq);
  }

  faults(): Fault[] {
    return this.#faults;
  }

  #answered({ ask, events, hasMore }: Extract<Note, { t: "page" }>): void {
    const asked = this.#asks.get(ask) ?? { after: 0, limit: 0, known: 0 };
    const due = Math.min(asked.limit, asked.known - asked.after);
    const hole = events.findIndex(({ seq }, i) => seq !== asked.after + 1 + i);
    const name = `the page after ${asked.after}`;
    if (hole >= 0) {
      const says = `${name} has ${events[hole]?.seq} where ${asked.after + 1 + hole} belongs`;
      this.#faults.push({ kind: "reordered", says });
    }
    if (events.length < due) {
      const says = `${name} has ${events.length} events, and ${due} had been seen`;
      this.#faults.push({ kind: "stale", says });
    }
    const end = asked.after + events.length;
    if (!hasMore && end < asked.known) {
      this.#faults.push({ kind: "stale", says: `${name} says that nothing follows ${end}` });
    }
  }
}
