import type { TurnToReturn } from "#protocol/close-codes.ts";
import { spreadOf } from "#protocol/spread.ts";
import type { Clock, Random } from "../clock.ts";
import { fullJitter } from "../jitter.ts";

/** Pauses between attempts (contract C15). */
export const RECONNECT_BASE_MS = 500;
export const RECONNECT_CAP_MS = 30_000;
/** A server that has said when it would be back is there soon: for so long after that moment it is looked for at each turn. */
export const SOON_MS = 30_000;
/** Where turns follow each other faster than this, some are let pass. */
export const LEAST_TURN_MS = 1_000;

type World = { clock: Clock; random: Random; crowd?: () => number };

/** When a line that was lost is tried again. */
export class Retry {
  readonly #world: World;
  readonly #again: () => void;
  #attempts = 0;
  /** Over so many ms everyone comes back who may have been cut off in the same moment; 0: this line was lost alone. */
  #spread = 0;
  #isTold = false;
  /** From one turn of this device to the next. */
  #turn = 0;
  /** ms since epoch. */
  #soonUntil = 0;
  #due = 0;
  #stop: (() => void) | null = null;

  constructor(world: World, again: () => void) {
    this.#world = world;
    this.#again = again;
  }

  /** In a row, since a line that held. */
  get attempts(): number {
    return this.#attempts;
  }

  /** The pauses begin anew with the shortest. */
  startOver() {
    this.#attempts = 0;
  }

  /** The other end has cut a line that was live: a server that has gone does that to all, in the same moment. */
  cutOff() {
    this.#spread = spreadOf(this.#world.crowd?.() ?? 1);
  }

  /** It is live again, or lost for reasons of its own. */
  alone() {
    this.#spread = 0;
    this.#soonUntil = 0;
  }

  /** Later each time; or at the next turn, while the server that has given one is still to come. */
  after(atLeast: number) {
    const now = this.#world.clock.now();
    if (now < this.#soonUntil) return this.#atNextTurn(now, atLeast);
    const doubling = Math.min(RECONNECT_CAP_MS, RECONNECT_BASE_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    const longest = Math.max(doubling, this.#spread);
    this.#in(atLeast + fullJitter(this.#world.random, longest, longest, 0));
  }

  /**
   * The server has given this device a moment of its own. Whoever comes too early comes again in whole turns: with pauses by chance all who
   * were too early would be there in the second in which it answers.
   */
  told({ inMs, everyMs }: TurnToReturn) {
    this.#turn =
      Math.max(1, Math.ceil(LEAST_TURN_MS / Math.max(1, everyMs))) * Math.max(1, everyMs);
    this.#in(inMs);
    this.#isTold = true;
    this.#soonUntil = this.#due + SOON_MS;
  }

  /** The server answers again: no need to wait longer than others who have just heard the same. */
  sooner() {
    const { clock, random } = this.#world;
    const ms = random() * this.#spread;
    if (!this.#isTold && clock.now() + ms < this.#due) this.#in(ms);
  }

  stop() {
    this.#stop?.();
    this.#stop = null;
  }

  #atNextTurn(now: number, atLeast: number) {
    const passed = now + atLeast - this.#due;
    const turns = passed < 0 ? 0 : Math.floor(passed / this.#turn) + 1;
    this.#in(this.#due + turns * this.#turn - now);
    this.#isTold = true;
  }

  #in(ms: number) {
    const { clock } = this.#world;
    this.stop();
    this.#isTold = false;
    this.#due = clock.now() + ms;
    this.#stop = clock.setTimer(ms, this.#again);
  }
}
