import type { Fault } from "./fault.ts";
import type { History } from "./note.ts";
import { eventsIn } from "./seen-events.ts";

type Sent = { device: string; id: string; by: string };

/** Every command ends, and what one device sent in order stands in that order (contract C6, C9). */
export function findCommandFaults(history: History): Fault[] {
  const numbers = numbersOf(history);
  const refused = new Set(
    history.flatMap((note) => (note.t === "refused" && !note.retryable ? [note.id] : [])),
  );
  const settledFor = settlements(history);
  const faults: Fault[] = [];
  const last = new Map<string, { seq: number; id: string }>();
  for (const { device, id, by } of sentOnce(history)) {
    const seq = numbers.get(`${by} ${id}`);
    if (!refused.has(id) && !settledFor.has(`${device} ${id}`)) {
      faults.push({ kind: "unsettled", says: `${device} never learned what became of ${id}` });
    }
    if (seq !== undefined) {
      const before = last.get(device);
      if (before && before.seq > seq) {
        const says = `${device} sent ${before.id} before ${id}, which has the lower number ${seq}`;
        faults.push({ kind: "reordered", says });
      }
      last.set(device, { seq, id });
    }
  }
  return faults;
}

/** Commands by the first time they left. */
function sentOnce(history: History): Sent[] {
  const sent = new Map<string, Sent>();
  for (const note of history) {
    const isFirst = note.t === "asked" && !sent.has(`${note.device} ${note.id}`);
    if (isFirst) sent.set(`${note.device} ${note.id}`, note);
  }
  return [...sent.values()];
}

function numbersOf(history: History): Map<string, number> {
  return new Map(history.flatMap(eventsIn).map(({ by, id, seq }) => [`${by} ${id}`, seq] as const));
}

/** Which device has been told of which id: by an answer, or by the event on a line of its own. */
function settlements(history: History): Set<string> {
  return new Set(
    history.flatMap((note) => {
      if (note.t === "accepted") return [`${note.device} ${note.event.id}`];
      if (note.t !== "events" && note.t !== "snapshot") return [];
      return note.events.map(({ id }) => `${deviceOf(note.line)} ${id}`);
    }),
  );
}

/** A line is named for its device: `Ann's phone#3`. */
function deviceOf(line: string): string {
  return line.slice(0, line.lastIndexOf("#"));
}
