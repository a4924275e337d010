import type { Fault } from "./fault.ts";
import type { History } from "./note.ts";
import { eventsIn } from "./seen-events.ts";

/** A page holds everything in its range that anyone had seen when it was asked for (contract C5). */
export function findPageFaults(history: History): Fault[] {
  const asks = new Map<number, { after: number; limit: number; known: number }>();
  const faults: Fault[] = [];
  let known = 0;
  for (const note of history) {
    if (note.t === "page-asked") asks.set(note.ask, { ...note, known });
    if (note.t === "page") {
      const asked = asks.get(note.ask) ?? { after: 0, limit: 0, known: 0 };
      const due = Math.min(asked.limit, asked.known - asked.after);
      const hole = note.events.findIndex(({ seq }, i) => seq !== asked.after + 1 + i);
      const name = `the page after ${asked.after}`;
      if (hole >= 0) {
        const says = `${name} has ${note.events[hole]?.seq} where ${asked.after + 1 + hole} belongs`;
        faults.push({ kind: "reordered", says });
      }
      if (note.events.length < due) {
        const says = `${name} has ${note.events.length} events, and ${due} had been seen`;
        faults.push({ kind: "stale", says });
      }
      const end = asked.after + note.events.length;
      if (!note.hasMore && end < asked.known) {
        faults.push({ kind: "stale", says: `${name} says that nothing follows ${end}` });
      }
    }
    for (const { seq } of eventsIn(note)) known = Math.max(known, seq);
  }
  return faults;
}
