import type { Chance } from "../line/chance.ts";
import { newId } from "../wire/new-id.ts";

export type Written = { type: "message.post"; id: string; body: string };

/** What a device has written and not yet learned the fate of, in order. It outlives every line, as it must. */
export class Outbox {
  readonly #owner: string;
  readonly #chance: Chance;
  readonly #forgotten = new Set<string>();
  #waiting: Written[] = [];
  #count = 0;
  #settled = 0;
  #isOpen = true;

  constructor(owner: string, chance: Chance) {
    this.#owner = owner;
    this.#chance = chance;
  }

  get waiting(): readonly Written[] {
    return this.#waiting;
  }

  /** Commands that have ended, accepted or refused. */
  get settled(): number {
    return this.#settled;
  }

  /** One more message, unlike any other, unless there is no more to say. */
  write(): void {
    if (!this.#isOpen) return;
    this.#count += 1;
    const body = `${this.#owner} says ${this.#count}`;
    this.#waiting.push({ type: "message.post", id: newId(), body });
  }

  /** Now and then a device ends before it has noted that, and says the same again when it is back. */
  settle(id: string): void {
    const isForgotten = this.#waiting.some((written) => written.id === id) && this.#chance() < 0.03;
    if (isForgotten && !this.#forgotten.has(id)) {
      this.#forgotten.add(id);
      return;
    }
    const left = this.#waiting.filter((written) => written.id !== id);
    if (left.length < this.#waiting.length) this.#settled += 1;
    this.#waiting = left;
  }

  close(): void {
    this.#isOpen = false;
  }
}
