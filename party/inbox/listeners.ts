import type { Clock } from "../object/ports.ts";
import type { Seats } from "../object/seats.ts";
import { hasGreeted } from "../object/standing.ts";
import type { Browsers } from "./browsers.ts";

/** A device without a socket asks every few seconds (contract C16); one that has not for so long is gone. */
const ASKS_WITHIN_MS = 30_000;

/** Who would notice what an inbox is told: rooms tell those sooner who have somebody. */
export class Listeners {
  readonly #clock: Clock;
  readonly #seats: Seats;
  readonly #browsers: Browsers;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, seats: Seats, browsers: Browsers) {
    this.#clock = clock;
    this.#seats = seats;
    this.#browsers = browsers;
  }

  /** A device without a socket has asked what is new. */
  asked(): void {
    this.#askedAt = this.#clock.now();
  }

  /** A device is connected, or asks now and then, or is told by push. */
  get areThere(): boolean {
    return (
      this.#seats.all().some(hasGreeted) ||
      this.#clock.now() - this.#askedAt <= ASKS_WITHIN_MS ||
      this.#browsers.all().length > 0
    );
  }
}
