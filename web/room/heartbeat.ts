import { PING_EVERY_MS, PONG_TIMEOUT_MS } from "#protocol/limits.ts";
import type { Clock } from "../clock.ts";

/** Asks an open line for a sign of life, and tells when none comes. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #act: { ping(): void; silent(): void };
  #stopBeat: (() => void) | null = null;
  #stopTimeout: (() => void) | null = null;

  constructor(clock: Clock, act: { ping(): void; silent(): void }) {
    this.#clock = clock;
    this.#act = act;
  }

  start() {
    this.stop();
    this.#stopBeat = this.#clock.setTimer(PING_EVERY_MS, () => this.probe());
  }

  /** Asks now. A question that is open already is enough. */
  probe() {
    if (this.#stopTimeout) return;
    this.start();
    this.#stopTimeout = this.#clock.setTimer(PONG_TIMEOUT_MS, () => this.#act.silent());
    this.#act.ping();
  }

  /** Any frame is a sign of life. */
  heard() {
    this.#stopTimeout?.();
    this.#stopTimeout = null;
  }

  stop() {
    this.heard();
    this.#stopBeat?.();
    this.#stopBeat = null;
  }
}
