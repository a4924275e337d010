import type { RoomEvent } from "#protocol/events.ts";
import type { Fault } from "./fault.ts";
import type { HistoryPart, Note } from "./note.ts";
import { eventsIn } from "./seen-events.ts";

/** `isSettled`: its device has been told of it, by an answer or by the event on a line of its own. */
type Sent = { device: string; id: string; by: string; isSettled: boolean };

/** Every command ends, and what one device sent in order stands in that order (contract C6, C9). */
export class CommandCheck implements HistoryPart {
  /** By the first time they left. */
  readonly #sent = new Map<string, Sent>();
  readonly #numbers = new Map<string, number>();
  readonly #refused = new Set<string>();

  push(note: Note): void {
    if (note.t === "asked") this.#asked(note);
    else if (note.t === "refused" && !note.retryable) this.#refused.add(note.id);
    for (const { by, id, seq } of eventsIn(note)) this.#numbers.set(`${by} ${id}`, seq);
    if (note.t === "accepted") this.#settle(note.device, note.event);
    else if (note.t === "events" || note.t === "snapshot")
      for (const event of note.events) this.#settle(deviceOf(note.line), event);
  }

  faults(): Fault[] {
    const faults: Fault[] = [];
    const last = new Map<string, { seq: number; id: string }>();
    for (const { device, id, by, isSettled } of this.#sent.values()) {
      const seq = this.#numbers.get(`${by} ${id}`);
      if (!this.#refused.has(id) && !isSettled) {
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

  #asked({ device, id, by }: Extract<Note, { t: "asked" }>): void {
    const key = `${device} ${id}`;
    if (!this.#sent.has(key)) this.#sent.set(key, { device, id, by, isSettled: false });
  }

  #settle(device: string, { id }: RoomEvent): void {
    const sent = this.#sent.get(`${device} ${id}`);
    if (sent) sent.isSettled = true;
  }
}

/** A line is named for its device: `Ann's phone#3`. */
function deviceOf(line: string): string {
  return line.slice(0, line.lastIndexOf("#"));
}
