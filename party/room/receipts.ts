import type { PersonId } from "#protocol/ids.ts";
import { RECEIPTS_EVERY_MS, RECEIPTS_UP_TO } from "#protocol/limits.ts";
import type { Receipts } from "#protocol/receipts.ts";
import type { Clock, Peer, Storage } from "../object/ports.ts";
import type { Seats } from "../object/seats.ts";
import { SharedFrame } from "../object/shared-frame.ts";
import type { Turns } from "../object/turns.ts";
import type { ReceiptsChoice } from "../rooms.ts";
import type { RoomFacts } from "#protocol/room-state.ts";
import { show } from "./fan-out.ts";
import type { Journal } from "./journal.ts";

type Desk = {
  journal: Journal;
  storage: Storage;
  clock: Clock;
  turns: Turns;
  seats: Seats;
  /** Memory may disagree with storage. */
  failed: (error: unknown) => void;
};

/** What a socket that reads along was told last: all of it and what came since, or that there is nothing for it. */
type Knows = "all" | "nothing";

/**
 * How far others have read, told to those who let others know: once a second at most, and stored in the same turn. Nobody who is not
 * in the room hears of it, and nothing is woken by it.
 */
export class RoomReceipts {
  readonly #desk: Desk;
  #changed = new Set<PersonId>();
  #gone = new Set<PersonId>();
  #knows = new Map<string, Knows>();
  #wasOn: boolean;
  #members: RoomFacts["members"];
  #isDue = false;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#wasOn = this.#isOn;
    this.#members = desk.journal.state.members;
  }

  /** A device says how far was read there, and from its first word on it hears of others. */
  said(peer: Peer, seq: number): void {
    if (!peer.memory.readsAlong) peer.remember({ ...peer.memory, readsAlong: true });
    this.read(peer.memory.person, seq);
    if (this.#isOn && !this.#knows.has(peer.id)) this.#tellSoon();
  }

  read(person: PersonId, seq: number): void {
    const { journal } = this.#desk;
    // What was not said yet was read by nobody.
    if (!this.#isOn || !journal.state.members[person] || seq > journal.head) return;
    if (!journal.receipts.raise(person, seq)) return;
    this.#gone.delete(person);
    this.#changed.add(person);
    this.#tellSoon();
  }

  /** Their inbox tells what somebody has chosen. When this is answered, nothing of what they hide is kept here any more. */
  async choose(person: PersonId, choice: ReceiptsChoice): Promise<void> {
    const { turns, journal, storage, seats, failed } = this.#desk;
    try {
      const isTaken = await turns.take(async () => {
        // Whoever has left is known here no more; coming back, they are told of anew.
        const isMember = journal.state.members[person] !== undefined;
        return isMember && journal.receipts.choose(storage, person, choice);
      });
      if (!isTaken) return;
    } catch (error) {
      failed(error);
      throw error;
    }
    if (!choice.isShown) this.#left(person);
    // Their devices are told, and say again how far they are.
    for (const { id, memory } of seats.all()) if (memory.person === person) this.#knows.delete(id);
    this.#tellSoon();
  }

  /** Something has happened; perhaps people have come or gone. */
  happened(leavers: Iterable<PersonId>): void {
    const { members } = this.#desk.journal.state;
    if (members === this.#members) return;
    this.#members = members;
    for (const person of leavers) this.#left(person);
    if (this.#isOn !== this.#wasOn || this.#gone.size > 0) this.#tellSoon();
  }

  /** For somebody without a socket: everything, or null where it is none of theirs. */
  all(person: PersonId): Receipts | null {
    const { read } = this.#desk.journal.receipts;
    return this.#isOn && read.has(person) ? { t: "receipts", isAll: true, read: [...read] } : null;
  }

  get #isOn(): boolean {
    return Object.keys(this.#desk.journal.state.members).length <= RECEIPTS_UP_TO;
  }

  #left(person: PersonId): void {
    this.#changed.delete(person);
    this.#gone.add(person);
  }

  #tellSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const { clock, turns, failed } = this.#desk;
    // The machine's clock may have been set back since.
    this.#toldAt = Math.min(this.#toldAt, clock.now());
    const wait = Math.max(0, this.#toldAt + RECEIPTS_EVERY_MS - clock.now());
    clock.after(wait, () => {
      this.#isDue = false;
      this.#toldAt = clock.now();
      turns.take(() => this.#tell()).catch(failed);
    });
  }

  async #tell(): Promise<void> {
    const { journal, storage, seats, clock } = this.#desk;
    const { read } = journal.receipts;
    const changed = [...this.#changed].flatMap((person) => {
      const seq = read.get(person);
      return seq === undefined ? [] : [[person, seq] as [PersonId, number]];
    });
    const gone = [...this.#gone];
    this.#changed = new Set();
    this.#gone = new Set();
    this.#wasOn = this.#isOn;
    await journal.receipts.store(storage);

    const isNews = changed.length + gone.length > 0;
    const hear = {
      all: frameOf({ t: "receipts", isAll: true, read: [...read] }),
      nothing: frameOf({ t: "receipts", isAll: true, read: [] }),
      news: frameOf({ t: "receipts", read: changed, ...(gone.length > 0 && { gone }) }),
    };
    const knew = this.#knows;
    this.#knows = new Map();
    const now = clock.now();
    for (const seat of seats.readers()) {
      if (!seat.memory.readsAlong) continue;
      const before = knew.get(seat.id);
      const is = this.#wasOn && read.has(seat.memory.person) ? "all" : "nothing";
      this.#knows.set(seat.id, is);
      if (is !== before) show([hear[is]], [seat], now);
      else if (is === "all" && isNews) show([hear.news], [seat], now);
    }
  }
}

function frameOf(receipts: Receipts): SharedFrame {
  return new SharedFrame(JSON.stringify([receipts]));
}
