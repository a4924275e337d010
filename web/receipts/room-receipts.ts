import type { PersonId, RoomId } from "#protocol/ids.ts";
import { RECEIPTS_EVERY_MS } from "#protocol/limits.ts";
import type { UpMessage } from "#protocol/up.ts";
import type { Clock } from "../clock.ts";
import type { Signal } from "../room/sync.ts";
import { seenHere, seenIn } from "./seen-here.ts";
import { keepReceipts, withReceipts, type ReadBy } from "./told-receipts.ts";

type ReceiptsDeps = {
  clock: Clock;
  me: PersonId;
  room: RoomId;
  mayTell: () => boolean;
  onChoice: (changed: () => void) => () => void;
  isLive: () => boolean;
  send: (signal: Extract<UpMessage, { t: "read" }>) => boolean;
};

const NOTHING: ReadBy = new Map();

/** A room's receipts in this tab: tells how far was read here, where that may be told, and keeps what the room tells of others. */
export class RoomReceipts {
  readonly #deps: ReceiptsDeps;
  readonly #stops: readonly (() => void)[];
  /** On this line the room hears what is said. */
  #isGreeted: boolean;
  /** What the room was told on this line; null: nothing yet. */
  #said: number | null = null;
  #saidAt = Number.NEGATIVE_INFINITY;
  #stopTimer: (() => void) | null = null;
  #known: ReadBy = NOTHING;

  constructor(deps: ReceiptsDeps) {
    this.#deps = deps;
    this.#isGreeted = deps.isLive();
    const look = () => this.#look();
    this.#stops = [seenHere.subscribe(look), deps.onChoice(look)];
    look();
  }

  heard(signals: readonly Signal[]) {
    for (const signal of signals) {
      if (signal.t === "here") this.#isGreeted = true;
      if (signal.t !== "receipts" || !this.#deps.mayTell()) continue;
      this.#known = withReceipts(this.#known, signal);
      keepReceipts(this.#deps.room, this.#known);
      // What was said last may have been lost with the room's memory, or when it did not listen.
      const own = this.#known.get(this.#deps.me) ?? -1;
      if (signal.isAll && own < (this.#said ?? -1)) this.#said = null;
    }
    this.#look();
  }

  /** What is known of others stays: they have read no less. */
  lineLost() {
    this.#isGreeted = false;
    this.#said = null;
    this.#rest();
  }

  close() {
    this.#rest();
    this.#stops.forEach((stop) => stop());
    keepReceipts(this.#deps.room, null);
  }

  #look() {
    const { me, room, clock, mayTell, send } = this.#deps;
    if (!mayTell()) return this.#forget();
    const seen = seenIn(me, room);
    const isNews = this.#said === null || seen > this.#said;
    if (!this.#isGreeted || !isNews || this.#stopTimer) return;
    const wait = this.#saidAt + RECEIPTS_EVERY_MS - clock.now();
    if (wait > 0) {
      this.#stopTimer = clock.setTimer(wait, () => {
        this.#stopTimer = null;
        this.#look();
      });
    } else if (send({ t: "read", seq: seen })) {
      this.#said = seen;
      this.#saidAt = clock.now();
    }
  }

  /** Whoever is not told of is told nothing: what is here goes in the same moment. */
  #forget() {
    this.#rest();
    this.#said = null;
    if (this.#known === NOTHING) return;
    this.#known = NOTHING;
    keepReceipts(this.#deps.room, null);
  }

  #rest() {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }
}
