import { PING_EVERY_MS, PONG_TIMEOUT_MS } from "#protocol/limits.ts";
import type { Clock } from "../clock.ts";

/** Whoever has said something is answered in milliseconds. After so long without a word, the line itself is asked. */
export const DOUBT_AFTER_MS = 5_000;

/** Asks an open line for a sign of life, and tells when none comes. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #act: { ping(): void; silent(): void };
  #stopBeat: (() => void) | null = null;
  #stopTimeout: (() => void) | null = null;
  #stopDoubt: (() => void) | null = null;

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

  /** Something was said that has an answer. A line that has died meanwhile need not wait for the next beat to be found out. */
  expectsAnswer() {
    this.#stopDoubt ??= this.#clock.setTimer(DOUBT_AFTER_MS, () => this.probe());
  }

  /** Any frame is a sign of life. */
  heard() {
    this.#stopDoubt?.();
    this.#stopDoubt = null;
    this.#stopTimeout?.();
    this.#stopTimeout = null;
  }

  stop() {
    this.heard();
    this.#stopBeat?.();
    this.#stopBeat = null;
  }
}
