import { epochRank } from "#protocol/epoch.ts";
import { isNameless, withoutName } from "#protocol/erasure.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { Archive, ArchivedLife, Erased, Stored } from "#party/room/ports.ts";
import { asDeleted, erasedWith, tombstoneOf } from "#protocol/tombstone.ts";
import type { Chance } from "./chance.ts";
import type { SimClock } from "./sim-clock.ts";
import { isSameEvent, type TrueLog } from "./true-log.ts";
import { Accident, Violation, type Verdict } from "./violation.ts";

/** How the database treats a request. `late`: it gives up waiting, and the rows land all the same, some time later. */
export type ArchiveMood = "well" | "slow" | "error" | "lost" | "stored_unheard" | "late" | "silent";

const PAGE = 100;

/** The database's copy of one room's log, by the database's rules, and the accidents on the way to it. */
export class ArchiveCopy implements Archive {
  readonly #epochs = new Map<string, RoomEvent[]>();
  #writer: string | null = null;
  mood: () => ArchiveMood = () => "well";
  readonly #clock: SimClock;
  readonly #chance: Chance;
  readonly #truth: TrueLog;
  readonly #verdict: Verdict;

  constructor(clock: SimClock, chance: Chance, truth: TrueLog, verdict: Verdict) {
    this.#clock = clock;
    this.#chance = chance;
    this.#truth = truth;
    this.#verdict = verdict;
  }

  /** How much of the newest life is here. */
  get size(): number {
    return this.#rowsOf(this.#writer ?? "").length;
  }

  /** Stores events, or not, and tells the truth about it, or nothing. */
  async store(_room: RoomId, epoch: string, events: readonly RoomEvent[]): Promise<Stored> {
    const mood = this.mood();
    const keep = () => this.#keep(epoch, events);
    if (mood === "late") this.#clock.after(this.#chance.between(5_000, 40_000), keep);
    if (mood === "stored_unheard") keep();
    await this.#answerTime(mood);
    return keep();
  }

  /** A page of one life at a time. */
  async erase(_room: RoomId, epoch: string, person: PersonId, after: string): Promise<Erased> {
    const mood = this.mood();
    const forget = () => this.#forget(epoch, person, after);
    if (mood === "late") this.#clock.after(this.#chance.between(5_000, 40_000), forget);
    if (mood === "stored_unheard") forget();
    await this.#answerTime(mood);
    return forget();
  }

  /** Everything that is stored, as text. */
  texts(): string[] {
    return [...this.#epochs.values()].flatMap((rows) => rows.map((event) => JSON.stringify(event)));
  }

  async lives(): Promise<ArchivedLife[]> {
    await this.#answerTime(this.mood());
    const newest = [...this.#epochs].toSorted(([a], [b]) => (epochRank(a) < epochRank(b) ? 1 : -1));
    return newest.map(([epoch, { length }]) => ({ epoch, head: length, whole: length }));
  }

  async read(_room: RoomId, epoch: string, after: number): Promise<RoomEvent[]> {
    await this.#answerTime(this.mood());
    return this.#rowsOf(epoch).slice(after, after + PAGE);
  }

  /** Waits as long as a request takes in this mood. @throws Accident when its answer does not come. */
  async #answerTime(mood: ArchiveMood): Promise<void> {
    const { between } = this.#chance;
    await this.#clock.sleep(mood === "slow" ? between(500, 8_000) : between(1, 30));
    if (mood === "silent") await this.#clock.sleep(60_000);
    if (mood === "error") throw new Accident("503");
    const isLost = mood === "late" || mood === "lost" || mood === "stored_unheard";
    if (!isLost) return;
    await this.#clock.sleep(between(100, 10_000));
    throw new Accident("timeout");
  }

  #rowsOf(epoch: string): RoomEvent[] {
    return this.#epochs.get(epoch) ?? [];
  }

  #isFenced(epoch: string): boolean {
    if (this.#writer === null || epoch === this.#writer) return false;
    return epochRank(epoch) <= epochRank(this.#writer);
  }

  #forget(epoch: string, person: PersonId, after: string): Erased {
    if (this.#isFenced(epoch)) return "fenced";
    const from = Number(after);
    const rows = this.#rowsOf(epoch);
    for (const [at, event] of rows.slice(from, from + PAGE).entries()) {
      if (event.by === person) rows[from + at] = withoutName(event);
    }
    return { next: from + PAGE < rows.length ? String(from + PAGE) : null };
  }

  #keep(epoch: string, events: readonly RoomEvent[]): Stored {
    if (this.#isFenced(epoch)) return "fenced";
    const rows = this.#rowsOf(epoch);
    // Sent before the room forgot a name, and come after: the database takes it for another event.
    if (events.some((event) => isForgotten(rows[event.seq - 1], event))) return "disagrees";
    this.#epochs.set(epoch, rows);
    this.#writer = epoch;
    this.#verdict.watch(() => {
      for (const event of events) this.#add(rows, event);
    });
    return "stored";
  }

  /** The log's own events, in order: anything else would stop the room's archive for good. */
  #add(rows: RoomEvent[], event: RoomEvent) {
    const stored = rows[event.seq - 1];
    if (stored && isSameEvent(bare(stored), bare(event))) return this.#erase(rows, event);
    if (stored ? !isSameEvent(stored, event) : !this.#truth.has(event)) {
      throw new Violation("The archive was told what is not in the log.", `event ${event.seq}`);
    }
    if (event.seq > rows.length + 1) {
      throw new Violation("The archive was given a hole.", `event ${event.seq}`);
    }
    rows[event.seq - 1] = event;
    this.#erase(rows, event);
  }

  /** What a deletion takes out of the log it takes out of here, in the same breath. */
  #erase(rows: RoomEvent[], event: RoomEvent) {
    if (event.type !== "message.deleted") return;
    for (const seq of erasedWith(event)) {
      const stored = rows[seq - 1];
      if (stored) rows[seq - 1] = asDeleted(stored, [event]);
    }
  }
}

/** What the room has forgotten since is no disagreement. */
function bare(event: RoomEvent): RoomEvent {
  const nameless = withoutName(event);
  const hasWords = nameless.type === "message.posted" || nameless.type === "message.edited";
  return hasWords ? tombstoneOf(nameless, NOBODY) : nameless;
}

const NOBODY = { by: "nobody" as PersonId, at: 0 };

function isForgotten(stored: RoomEvent | undefined, event: RoomEvent): boolean {
  if (stored === undefined) return false;
  return (isNameless(stored) && !isNameless(event)) || (isBare(stored) && !isBare(event));
}

function isBare(event: RoomEvent): boolean {
  return "deleted" in event && event.deleted !== undefined;
}
