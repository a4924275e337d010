import type { Chance } from "./chance.ts";
import type { SimClock } from "./sim-clock.ts";

/** One browser's way to the server and back. */
export class Network {
  isOffline = false;
  /** How often something takes seconds instead of milliseconds. */
  laziness = 0;
  readonly #clock: SimClock;
  readonly #chance: Chance;

  constructor(clock: SimClock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
  }

  /** ms for one way. */
  delay(): number {
    const isSlow = this.laziness > 0 && this.#chance.happens(this.laziness);
    return isSlow ? this.#chance.between(300, 9_000) : this.#chance.between(2, 60);
  }

  way(): Promise<void> {
    return this.#clock.sleep(this.delay());
  }
}
