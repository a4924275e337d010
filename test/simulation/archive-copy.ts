import { epochRank } from "#protocol/epoch.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import type { Archive, ArchivedLife, Stored } from "#party/room/ports.ts";
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

  #keep(epoch: string, events: readonly RoomEvent[]): Stored {
    const isFenced =
      this.#writer !== null &&
      epoch !== this.#writer &&
      epochRank(epoch) <= epochRank(this.#writer);
    if (isFenced) return "fenced";
    const rows = this.#rowsOf(epoch);
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
    if (stored ? !isSameEvent(stored, event) : !this.#truth.has(event)) {
      throw new Violation("The archive was told what is not in the log.", `event ${event.seq}`);
    }
    if (event.seq > rows.length + 1) {
      throw new Violation("The archive was given a hole.", `event ${event.seq}`);
    }
    rows[event.seq - 1] = event;
  }
}
