import { epochRank } from "#protocol/epoch.ts";
import { withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { asDeleted, deletionsIn, erasedWith, tombstoneOf } from "#protocol/tombstone.ts";
import type { Archive, ArchivedLife, Erased, Stored } from "#party/room/ports.ts";

const PAGE = 200;

/** The archive of one room by the real rules, which fails on demand. It outlives the rooms that it is lent to. */
export class MemoryArchive implements Archive {
  /** Events as text by number, by epoch. */
  readonly epochs = new Map<string, Map<number, string>>();
  /** The life that may write. */
  writer: string | null = null;
  /** Every batch that was taken, repeats included. */
  readonly taken: RoomEvent[][] = [];
  /** Calls so far, those that failed included. */
  calls = 0;
  /** As long as it is set, calls fail with it before they do anything. */
  failure: Error | null = null;
  /** So many batches are taken, and nobody is told. */
  answersToLose = 0;
  /** So many pages can be read before the line is cut. */
  readsLeft = Number.POSITIVE_INFINITY;
  /** Batches are taken, and answered no sooner than this. */
  pause: Promise<void> | null = null;

  async store(_room: RoomId, epoch: string, events: readonly RoomEvent[]): Promise<Stored> {
    this.#fail();
    const isFenced =
      this.writer !== null && this.writer !== epoch && epochRank(epoch) <= epochRank(this.writer);
    if (isFenced) return "fenced";
    const held = this.epochs.get(epoch) ?? new Map<number, string>();
    const disagrees = events.some((event) => {
      const text = held.get(event.seq);
      if (text === undefined || text === JSON.stringify(event)) return false;
      const stored = JSON.parse(text) as RoomEvent;
      // What the room has forgotten is no disagreement, and what the archive has forgotten is one.
      return !waysToForget(stored, event).includes(JSON.stringify(event));
    });
    if (disagrees) return "disagrees";
    for (const event of events) {
      if (!held.has(event.seq)) held.set(event.seq, JSON.stringify(event));
    }
    for (const deletion of deletionsIn(events)) {
      for (const seq of erasedWith(deletion)) {
        const text = held.get(seq);
        if (text !== undefined)
          held.set(seq, JSON.stringify(asDeleted(JSON.parse(text) as RoomEvent, [deletion])));
      }
    }
    this.writer = epoch;
    this.epochs.set(epoch, held);
    this.taken.push([...events]);
    if (this.pause) await this.pause;
    if (this.answersToLose > 0) {
      this.answersToLose -= 1;
      throw new Error("the answer was lost");
    }
    return "stored";
  }

  async erase(_room: RoomId, epoch: string, person: PersonId, after: string): Promise<Erased> {
    this.#fail();
    const isFenced = this.writer !== null && this.writer !== epoch;
    if (isFenced) return "fenced";
    // A page of one life at a time, so that tests can stop between two.
    const [life, ...more] = [...this.epochs.keys()].toSorted().filter((each) => each > after);
    const held = this.epochs.get(life ?? "");
    for (const [seq, text] of held ?? []) {
      const event = JSON.parse(text) as RoomEvent;
      if (event.by === person) held?.set(seq, JSON.stringify(withoutName(event)));
    }
    return { next: life !== undefined && more.length > 0 ? life : null };
  }

  async lives(): Promise<ArchivedLife[]> {
    this.#fail();
    const order = [...this.epochs].toSorted(
      ([a], [b]) => Number(b === this.writer) - Number(a === this.writer),
    );
    return order.map(([epoch, held]) => {
      let whole = 0;
      while (held.has(whole + 1)) whole += 1;
      return { epoch, head: [...held.keys()].reduce((a, b) => Math.max(a, b), 0), whole };
    });
  }

  async read(_room: RoomId, epoch: string, after: number): Promise<RoomEvent[]> {
    this.#fail();
    this.readsLeft -= 1;
    if (this.readsLeft < 0) throw new Error("the line was cut");
    const page: RoomEvent[] = [];
    for (let seq = after + 1; page.length < PAGE; seq += 1) {
      const text = this.epochs.get(epoch)?.get(seq);
      if (text === undefined) break;
      page.push(JSON.parse(text) as RoomEvent);
    }
    return page;
  }

  /** Everything that is stored, of whichever life. */
  texts(): string[] {
    return [...this.epochs.values()].flatMap((held) => [...held.values()]);
  }

  /** As if a disk had been replaced by an empty one. */
  lose(): void {
    this.epochs.clear();
    this.writer = null;
  }

  #fail(): void {
    this.calls += 1;
    if (this.failure) throw this.failure;
  }
}

function waysToForget(stored: RoomEvent, sent: RoomEvent): string[] {
  const isSaid = stored.type === "message.posted" || stored.type === "message.edited";
  const deleted = "deleted" in sent ? sent.deleted : undefined;
  const told = isSaid && deleted ? [stored, tombstoneOf(stored, deleted)] : [stored];
  return [...told, ...told.map(withoutName)].map((event) => JSON.stringify(event));
}
