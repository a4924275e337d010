import type { PersonId } from "#protocol/ids.ts";
import type { Alarms } from "../object/alarms.ts";
import type { Journal } from "./journal.ts";
import type { Letters } from "./letters.ts";
import type { Told, World } from "./ports.ts";
import { pauseFor } from "./round-pauses.ts";

/** Whose alarm it is. */
export const THOSE_HERE = "inboxes with a device";

type Desk = {
  world: Pick<World, "clock" | "inboxes">;
  journal: Journal;
  alarms: Alarms;
  letters: Letters;
};

/**
 * Between the rounds of everyone, which come seldom: those who are there to notice hear of it every few seconds. Who they are was learnt
 * when they were told last, or when their inbox asked. Nothing of this is stored, as the next round tells everyone anyway.
 */
export class HereRounds {
  readonly #desk: Desk;
  readonly #here = new Set<PersonId>();
  #told: number;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** `told`: how far everyone was. */
  constructor(desk: Desk, told: number) {
    this.#desk = desk;
    this.#told = told;
  }

  /** These people were told. */
  met(people: readonly PersonId[], { missed, here }: Told): void {
    for (const person of people) this.#here.delete(person);
    const lost = new Set(missed);
    // Also told, now and then: whoever has left, or was asked in.
    const { members } = this.#desk.journal.state;
    for (const person of here) if (!lost.has(person) && members[person]) this.#here.add(person);
  }

  /** They have come, and ask themselves for what they have not heard. */
  arrived(person: PersonId): void {
    if (this.#desk.journal.state.members[person]) this.#here.add(person);
  }

  /** Everyone was told up to here. What was said meanwhile waits for its own alarm. */
  allTold(to: number): void {
    const { world, journal, alarms } = this.#desk;
    this.#told = Math.max(this.#told, to);
    this.#lastAt = world.clock.now();
    if (this.#told >= journal.head) alarms.wish(THOSE_HERE, null);
  }

  /** The log has grown, and everyone is told at `roundAt`. */
  async grown(roundAt: number): Promise<void> {
    const { world, alarms } = this.#desk;
    // The machine's clock may have been set back since.
    this.#lastAt = Math.min(this.#lastAt, world.clock.now());
    const at = this.#lastAt + pauseFor(this.#here.size);
    if (this.#here.size === 0 || at >= roundAt) return;
    if (at <= world.clock.now()) await this.run();
    else alarms.wish(THOSE_HERE, at);
  }

  /** Tells those who are here. @throws when nobody could be told; the next round does. */
  async run(): Promise<void> {
    const { world, journal, letters } = this.#desk;
    if (this.#told >= journal.head || this.#here.size === 0) return;
    this.#lastAt = world.clock.now();
    const people = [...this.#here];
    const from = this.#told;
    this.#told = journal.head;
    const { letter } = await letters.page(from);
    this.met(people, await world.inboxes.deliver(people, letter));
  }
}
