import { RoomId, type PersonId } from "#protocol/ids.ts";
import * as v from "valibot";
import type { Clock, Storage } from "../object/ports.ts";
import { readAll } from "../object/read-all.ts";
import type { InboxState } from "./inbox-state.ts";
import { INBOX_KEY } from "./keys.ts";
import type { RoomsAsked } from "./ports.ts";

/** Rooms that are told at the same time. */
const AT_ONCE = 20;
/** Those that could not be reached are told again after this. */
const AGAIN_MS = 5_000;

type Desk = {
  storage: Storage;
  clock: Clock;
  rooms: RoomsAsked;
  me: PersonId;
  state(): InboxState;
  wakeAt(at: number | null): void;
};

/**
 * Tells this person's rooms whether others may know how far they have read, until all of them have heard it; and each room that they come
 * into later. Rooms of somebody who never chose are told nothing.
 */
export class ReceiptErrands {
  readonly #desk: Desk;
  /** By room, the life of it and the choice that it has heard. */
  readonly #told: Map<string, string>;
  #isRunning = false;
  #isMore = false;

  private constructor(desk: Desk, told: Map<string, string>) {
    this.#desk = desk;
    this.#told = told;
  }

  static async open(desk: Desk): Promise<ReceiptErrands> {
    const prefix = INBOX_KEY.receiptsTold("");
    const rows = await readAll(desk.storage, prefix);
    const told = rows.map(([key, row]) => [key.slice(prefix.length), row] as const);
    return new ReceiptErrands(desk, new Map(told));
  }

  /** Something was chosen, or there are other rooms than before. */
  look(): void {
    void this.run();
  }

  async run(): Promise<void> {
    this.#isMore = true;
    // The alarm that stood behind it may just have gone off.
    if (this.#isRunning) return this.#again();
    this.#isRunning = true;
    try {
      while (this.#isMore) {
        this.#isMore = false;
        await this.#tellAll();
      }
    } catch {
      // Not written down: told again, which is no harm.
      this.#again();
    } finally {
      this.#isRunning = false;
    }
  }

  async #tellAll(): Promise<void> {
    await this.#forgetLeft();
    const due = this.#due();
    // Before the first is told: a server that is killed on the way is woken to tell the others.
    if (due.length > 0) this.#again();
    let missed = 0;
    for (let from = 0; from < due.length; from += AT_ONCE) {
      const answers = await Promise.all(
        due.slice(from, from + AT_ONCE).map((one) => this.#tell(one)),
      );
      missed += answers.filter((isTold) => !isTold).length;
    }
    if (missed > 0) this.#again();
    else if (due.length > 0) this.#desk.wakeAt(null);
  }

  #due(): { room: RoomId; word: string }[] {
    const { receipts, rooms } = this.#desk.state();
    if (receipts.at === 0) return [];
    return [...rooms].flatMap(([room, { epoch, unread }]) => {
      const before = this.#told.get(room);
      const word = `${epoch} ${receipts.at}`;
      // Where nothing is hidden there is nothing to bring back.
      const isKnown = before === word || (before === undefined && receipts.isShown);
      return unread.isMember && !isKnown ? [{ room, word }] : [];
    });
  }

  async #tell({ room, word }: { room: RoomId; word: string }): Promise<boolean> {
    const { rooms, me, storage } = this.#desk;
    const answer = await rooms.receipts(room, me, this.#desk.state().receipts);
    if (!answer.ok && answer.refusal.retryable) return false;
    this.#told.set(room, word);
    await storage.commit({ put: new Map([[INBOX_KEY.receiptsTold(room), word]]) });
    return true;
  }

  /** A room forgets whoever leaves it, and is told anew when they come back. */
  async #forgetLeft(): Promise<void> {
    const { rooms } = this.#desk.state();
    const left = [...this.#told.keys()].filter(
      (room) => rooms.get(v.parse(RoomId, room))?.unread.isMember !== true,
    );
    if (left.length === 0) return;
    for (const room of left) this.#told.delete(room);
    const remove = left.map((room) => INBOX_KEY.receiptsTold(room));
    await this.#desk.storage.commit({ put: new Map(), remove });
  }

  #again(): void {
    this.#desk.wakeAt(this.#desk.clock.now() + AGAIN_MS);
  }
}
