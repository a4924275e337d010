import type { Clock, Storage } from "../object/ports.ts";
import type { Delta, Facts } from "./delta.ts";
import type { Party } from "./series.ts";
import { Tally, type Counts } from "./tally.ts";

/** How often a busy object hands over what it has counted. */
export const EVERY_MS = 10_000;
/** Whatever wakes it within this time anyway can do it, too. A host lets an idle object sleep after ten seconds. */
const SOON_MS = 5_000;
/** What has just begun is mostly followed by more: a crowd that comes back is one handover. */
export const GATHER_MS = 1_000;
/** Sockets without a word are counted as open for a while (meter.ts), so that they are spoken of now and then. */
const STILL_HERE_MS = 240_000;
/** Whoever was handing over, and has not come back for so long, will not. */
const LENT_FOR_MS = 30_000;
/** One that has failed for so long is not tried again: the meter may have forgotten whether it had it. */
const GIVE_UP_MS = 300_000;

type Place = {
  party: Party;
  clock: Clock;
  /** A seal of the object's name. */
  object: () => Promise<string>;
  facts: () => Facts;
  /** Whether it has arrived. */
  send: (delta: Delta) => Promise<boolean>;
};

/**
 * Hands what an object has counted to the meter, on turns that happen anyway: it wakes nobody. A handover that has failed comes again
 * under its number, so that nothing counts twice (decision 0055).
 */
export class Handover {
  readonly tally = new Tally();
  readonly #place: Place;
  readonly #life: number;
  #n = 0;
  #pending: { delta: Delta; since: number } | null = null;
  #handingSince = Number.NEGATIVE_INFINITY;
  #isTimed = false;
  #handedAt = Number.NEGATIVE_INFINITY;
  #alarmAt: number | null = null;
  /** What is left waits for the alarm. Should that be called off, nothing else may come. */
  #isLeftToAlarm = false;

  constructor(place: Place) {
    this.#place = place;
    this.#life = place.clock.now();
  }

  /** The same storage, by which this learns when the object will be woken anyway. */
  watching<Row extends string | Uint8Array>(storage: Storage<Row>): Storage<Row> {
    return {
      get: (key) => storage.get(key),
      list: (range) => storage.list(range),
      commit: (write) => storage.commit(write),
      flushed: () => storage.flushed(),
      wakeAt: (at) => {
        this.#alarmAt = at;
        storage.wakeAt(at);
        if (this.#isLeftToAlarm) this.turned();
      },
    };
  }

  /** The host's timer has gone off, so that none is set. */
  alarmWentOff(): void {
    this.#alarmAt = null;
    this.#isLeftToAlarm = false;
  }

  /** The object has done something, in a call of its host or beside one, and may sleep now. */
  turned(): void {
    this.#isLeftToAlarm = false;
    const now = this.#place.clock.now();
    const passed = now - this.#handedAt;
    const isStillHere = passed >= STILL_HERE_MS && this.#place.facts().connections > 0;
    const isWorth = !this.tally.isEmpty || this.#pending !== null || isStillHere;
    if (!isWorth || this.#isTimed) return;
    if (passed >= EVERY_MS) return void this.hand();
    this.#isLeftToAlarm =
      this.#alarmAt !== null && this.#alarmAt > now - SOON_MS && this.#alarmAt <= now + SOON_MS;
    if (this.#isLeftToAlarm) return;
    this.#isTimed = true;
    this.#place.clock.after(GATHER_MS, () => {
      this.#isTimed = false;
      void this.hand();
    });
  }

  /** Never throws. */
  async hand(send: Place["send"] = this.#place.send): Promise<void> {
    const now = this.#place.clock.now();
    if (now - this.#handingSince < LENT_FOR_MS) return;
    this.#handingSince = now;
    this.#handedAt = now;
    try {
      const pending = (this.#pending ??= await this.#next());
      if (await send(pending.delta)) this.#pending = null;
      else if (this.#handedAt - pending.since >= GIVE_UP_MS) this.#pending = null;
    } catch {
      // It stays pending, or is lost with this life: counting must not be in the way of what is counted.
    } finally {
      this.#handingSince = Number.NEGATIVE_INFINITY;
    }
  }

  async #next(): Promise<{ delta: Delta; since: number }> {
    const { object, party, facts } = this.#place;
    const sealed = await object();
    this.#n += 1;
    const counts: Counts = this.tally.take();
    const delta = { object: sealed, party, life: this.#life, n: this.#n, counts, facts: facts() };
    return { delta, since: this.#handedAt };
  }
}
