import type { Person } from "#protocol/down.ts";
import type { PersonId } from "#protocol/ids.ts";
import { TYPING_EVERY_MS, TYPING_FORGET_MS, TYPING_IDLE_MS } from "#protocol/limits.ts";
import type { Clock } from "../clock.ts";

/** Decides when this person's keys are worth a signal. */
export class TypingSender {
  readonly #clock: Clock;
  readonly #send: (on: boolean) => void;
  #isOn = false;
  #sentAt = Number.NEGATIVE_INFINITY;
  #stopIdle: (() => void) | null = null;

  constructor(clock: Clock, send: (on: boolean) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  typed(text: string) {
    if (text.trim() === "") return this.stopped();
    this.#stopIdle?.();
    this.#stopIdle = this.#clock.setTimer(TYPING_IDLE_MS, () => this.stopped());
    if (this.#clock.now() - this.#sentAt < TYPING_EVERY_MS) return;
    this.#isOn = true;
    this.#sentAt = this.#clock.now();
    this.#send(true);
  }

  /** The box is empty, left, idle or sent. */
  stopped() {
    this.#stopIdle?.();
    this.#stopIdle = null;
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#send(false);
    // The pause holds for "on" only: whoever goes on typing is shown again at once after 3 s, never faster.
  }
}

/** Who is shown as typing. A lost "stopped" leaves no ghost: time is the truth, stopping only shortens it. */
export class TypingShown {
  readonly #clock: Clock;
  readonly #self: PersonId;
  readonly #changed: () => void;
  readonly #until = new Map<PersonId, { person: Person; forget: () => void }>();
  #people: readonly Person[] = [];

  constructor(clock: Clock, self: PersonId, changed: () => void) {
    this.#clock = clock;
    this.#self = self;
    this.#changed = changed;
  }

  /** In the order in which they began. The same array until somebody begins or stops. */
  get people(): readonly Person[] {
    return this.#people;
  }

  heard(person: Person, on: boolean) {
    if (person.id === this.#self) return;
    if (!on) return this.stopped(person.id);
    const isNew = !this.#until.has(person.id);
    this.#until.get(person.id)?.forget();
    const forget = this.#clock.setTimer(TYPING_FORGET_MS, () => {
      this.stopped(person.id);
      this.#changed();
    });
    this.#until.set(person.id, { person, forget });
    if (isNew) this.#list();
  }

  /** They stopped, went, or their message is here. */
  stopped(id: PersonId) {
    this.#until.get(id)?.forget();
    if (this.#until.delete(id)) this.#list();
  }

  /** The line is lost: nothing is known about anybody. */
  clear() {
    for (const { forget } of this.#until.values()) forget();
    this.#until.clear();
    if (this.#people.length > 0) this.#list();
  }

  #list() {
    this.#people = [...this.#until.values()].map(({ person }) => person);
  }
}
