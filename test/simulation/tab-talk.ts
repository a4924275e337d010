import type { HoldLock, OpenChannel } from "../../web/tabs.ts";
import type { Chance } from "./chance.ts";
import type { SimClock } from "./sim-clock.ts";

/** What the tabs of one browser share: locks, one holder at a time, and channels, where word takes its time. */
export class TabTalk {
  readonly #clock: SimClock;
  readonly #chance: Chance;
  readonly #queues = new Map<string, Promise<void>>();
  readonly #channels = new Map<string, Set<(message: unknown) => void>>();
  #arrivesAt = 0;

  constructor(clock: SimClock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
  }

  readonly holdLock: HoldLock = async (name, signal, held) => {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const turn = before.then(() => (signal.aborted ? undefined : held()));
    this.#queues.set(name, turn);
    await turn;
  };

  readonly openChannel: OpenChannel = (name, heard) => {
    const hearing = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, hearing.add(heard));
    return {
      post: (message) => {
        const others = [...hearing].filter((other) => other !== heard);
        if (others.length > 0)
          this.#carry(() => others.forEach((other) => hearing.has(other) && other(message)));
      },
      close: () => hearing.delete(heard),
    };
  };

  /** One after the other, as a browser carries them. */
  #carry(arrive: () => void) {
    this.#arrivesAt = Math.max(this.#arrivesAt, this.#clock.now() + this.#chance.between(0, 15));
    this.#clock.after(this.#arrivesAt - this.#clock.now(), arrive);
  }
}
