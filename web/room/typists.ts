import type { Person, TypingNow } from "#protocol/down.ts";
import type { PersonId } from "#protocol/ids.ts";
import { TYPING_FORGET_MS } from "#protocol/limits.ts";
import type { Clock } from "../clock.ts";

/** Who types in one place, in the order in which they began; and whether it is several whom the room does not name. */
export type Typists = { readonly people: readonly Person[]; readonly areMany: boolean };

/** By the message under which they type; undefined: in the room itself. A place where nobody types is not in it. */
export type TypistsByPlace = ReadonlyMap<number | undefined, Typists>;

export const NOBODY_TYPES: Typists = { people: [], areMany: false };

/** Null: several, whom nobody names. */
type Heard = { person: Person | null; forget: () => void };

/** Who is shown as typing. A lost "stopped" leaves no ghost: time is the truth, stopping only shortens it. */
export class ShownTypists {
  readonly #clock: Clock;
  readonly #self: PersonId;
  readonly #changed: () => void;
  readonly #heard = new Map<number | undefined, Map<PersonId | null, Heard>>();
  #byPlace: TypistsByPlace = new Map();

  constructor(clock: Clock, self: PersonId, changed: () => void) {
    this.#clock = clock;
    this.#self = self;
    this.#changed = changed;
  }

  /** The same until somebody begins or stops, and each place as long as nobody does there. */
  get byPlace(): TypistsByPlace {
    return this.#byPlace;
  }

  heard({ person: named, on, thread }: Omit<TypingNow, "t">) {
    const person = named ?? null;
    const id = person?.id ?? null;
    if (id === this.#self) return;
    if (!on) return this.#stop(id, thread);
    const here = this.#heard.get(thread) ?? new Map<PersonId | null, Heard>();
    const before = here.get(id);
    before?.forget();
    const forget = this.#clock.setTimer(TYPING_FORGET_MS, () => {
      this.#stop(id, thread);
      this.#changed();
    });
    this.#heard.set(thread, here.set(id, { person, forget }));
    if (!before || before.person?.name !== person?.name) this.#list(thread);
  }

  /** Their message is there. */
  said(id: PersonId, thread: number | undefined) {
    this.#stop(id, thread);
  }

  /** They are not in the room any more. */
  gone(id: PersonId) {
    for (const thread of this.#heard.keys()) this.#stop(id, thread);
  }

  /** The line is lost: nothing is known about anybody. */
  clear() {
    for (const here of this.#heard.values()) for (const { forget } of here.values()) forget();
    this.#heard.clear();
    if (this.#byPlace.size > 0) this.#byPlace = new Map();
  }

  #stop(id: PersonId | null, thread: number | undefined) {
    const here = this.#heard.get(thread);
    here?.get(id)?.forget();
    if (here?.delete(id)) this.#list(thread);
  }

  #list(thread: number | undefined) {
    const byPlace = new Map(this.#byPlace);
    const here = [...(this.#heard.get(thread)?.values() ?? [])];
    const people = here.flatMap(({ person }) => person ?? []);
    if (here.length > 0) byPlace.set(thread, { people, areMany: people.length < here.length });
    else {
      byPlace.delete(thread);
      this.#heard.delete(thread);
    }
    this.#byPlace = byPlace;
  }
}
