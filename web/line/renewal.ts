import type { Clock } from "../clock.ts";

/** A socket renews its session when this much of it is over. */
export const RENEW_AT = 0.8;
/** The least time between two attempts to renew. */
export const RENEW_PAUSE_MS = 20_000;

/** Keeps an open socket past the end of its session, without a reconnect. */
export class Renewal {
  readonly #clock: Clock;
  readonly #renew: () => void;
  #stop: (() => void) | null = null;

  constructor(clock: Clock, renew: () => void) {
    this.#clock = clock;
    this.#renew = renew;
  }

  /** The session lasts until `expiresAt`, in ms since epoch. Asks in time, and again while nothing comes of it. */
  until(expiresAt: number) {
    this.#stop?.();
    const left = expiresAt - this.#clock.now();
    this.#stop = this.#clock.setTimer(Math.max(RENEW_PAUSE_MS, left * RENEW_AT), () => {
      this.until(expiresAt);
      this.#renew();
    });
  }

  stop() {
    this.#stop?.();
    this.#stop = null;
  }
}
