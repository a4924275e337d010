import type { DownMessage } from "#protocol/down.ts";
import type { PersonId } from "#protocol/ids.ts";
import { CROWD_TOLD_EVERY_MS, PRESENCE_GRACE_MS, PRESENCE_NAMES_UP_TO } from "#protocol/limits.ts";
import type { Clock, Who } from "../object/ports.ts";
import type { Seat } from "../object/seats.ts";

type Here = { who: Who; seats: Set<string>; cancelLeaving?: () => void };

/** Who is here: people, not sockets, and whoever lost their last one is given time to come back before it is told. */
export class Presence {
  readonly #clock: Clock;
  readonly #asCalled: (who: Who) => Who;
  readonly #changed: () => void;
  readonly #here = new Map<PersonId, Here>();
  #came = new Map<PersonId, Who>();
  #gone = new Set<PersonId>();
  #crowdToldAt = Number.NEGATIVE_INFINITY;
  #willTellCrowd = false;

  /** `asCalled`: whoever is here as they are called now, which may have changed since they came. */
  constructor(clock: Clock, asCalled: (who: Who) => Who, changed: () => void) {
    this.#clock = clock;
    this.#asCalled = asCalled;
    this.#changed = changed;
  }

  /** After sleep: those whose sockets survived were here all along, so nobody is told. */
  recall(seats: Iterable<Seat>): void {
    for (const seat of seats) this.#take(seat);
  }

  arrive(seat: Seat): void {
    const isNew = !this.#here.has(seat.who.id);
    const { who } = this.#take(seat);
    if (!isNew) return;
    this.#gone.delete(who.id);
    this.#came.set(who.id, who);
    this.#changed();
  }

  depart({ id, who }: Seat): void {
    const here = this.#here.get(who.id);
    if (!here?.seats.delete(id) || here.seats.size > 0) return;
    here.cancelLeaving = this.#clock.after(PRESENCE_GRACE_MS, () => this.remove(who.id));
  }

  /** At once, for someone who left the room or whose grace is over. */
  remove(person: PersonId): void {
    const here = this.#here.get(person);
    if (!here) return;
    here.cancelLeaving?.();
    this.#here.delete(person);
    if (!this.#came.delete(person)) this.#gone.add(person);
    this.#changed();
  }

  /** People, not sockets. */
  get count(): number {
    return this.#here.size;
  }

  /** For someone who has just said hello. */
  everyone(): DownMessage {
    const people = this.#isCrowd()
      ? []
      : [...this.#here.values()].map(({ who }) => this.#asCalled(who));
    return { t: "here", count: this.#here.size, people };
  }

  /** What changed since this was last asked, or null when nothing did. */
  takeChanges(): DownMessage | null {
    if (this.#came.size === 0 && this.#gone.size === 0) return null;
    const isCrowd = this.#isCrowd();
    if (isCrowd && !this.#mayTellCrowd()) return null;

    const came = isCrowd ? [] : [...this.#came.values()].map(this.#asCalled);
    const gone = isCrowd ? [] : [...this.#gone];
    this.#came = new Map();
    this.#gone = new Set();
    return { t: "presence", count: this.#here.size, came, gone };
  }

  /** Else ten thousand who come back at once would be told of each other ten thousand times. */
  #mayTellCrowd(): boolean {
    const now = this.#clock.now();
    // The machine's clock may have been set back since.
    this.#crowdToldAt = Math.min(this.#crowdToldAt, now);
    if (now >= this.#crowdToldAt + CROWD_TOLD_EVERY_MS) {
      this.#crowdToldAt = now;
      return true;
    }
    if (this.#willTellCrowd) return false;
    this.#willTellCrowd = true;
    this.#clock.after(this.#crowdToldAt + CROWD_TOLD_EVERY_MS - now, () => {
      this.#willTellCrowd = false;
      this.#changed();
    });
    return false;
  }

  #take({ id, who }: Seat): Here {
    const here = this.#here.get(who.id) ?? { who, seats: new Set() };
    here.cancelLeaving?.();
    delete here.cancelLeaving;
    here.seats.add(id);
    this.#here.set(who.id, here);
    return here;
  }

  #isCrowd(): boolean {
    return this.#here.size > PRESENCE_NAMES_UP_TO;
  }
}
