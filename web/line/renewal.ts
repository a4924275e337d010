import type { Clock, Random } from "../clock.ts";

/**
 * A socket renews its session when so much of it is over: some time between the two. All who came back in one second after a restart
 * would otherwise ask in one second too, every four minutes from then on.
 */
export const RENEW_FROM = 0.7;
export const RENEW_BY = 0.8;
/** The least time between two attempts to renew. */
export const RENEW_PAUSE_MS = 20_000;

/** Keeps an open socket past the end of its session, without a reconnect. */
export class Renewal {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #renew: () => void;
  #stop: (() => void) | null = null;

  constructor({ clock, random }: { clock: Clock; random: Random }, renew: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#renew = renew;
  }

  /** The session lasts until `expiresAt`, in ms since epoch. Asks in time, and again while nothing comes of it. */
  until(expiresAt: number) {
    this.#stop?.();
    const left = expiresAt - this.#clock.now();
    const share = RENEW_FROM + this.#random() * (RENEW_BY - RENEW_FROM);
    this.#stop = this.#clock.setTimer(Math.max(RENEW_PAUSE_MS, left * share), () => {
      this.until(expiresAt);
      this.#renew();
    });
  }

  stop() {
    this.#stop?.();
    this.#stop = null;
  }
}
