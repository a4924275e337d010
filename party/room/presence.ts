import type { DownMessage } from "#protocol/down.ts";
import type { PersonId } from "#protocol/ids.ts";
import { PRESENCE_GRACE_MS, PRESENCE_NAMES_UP_TO } from "#protocol/limits.ts";
import type { Clock, Peer, Who } from "./ports.ts";

type Here = { who: Who; sockets: Set<string>; cancelLeaving?: () => void };

/** Who is here: people, not sockets, and whoever lost theirs is given time to come back before it is told. */
export class Presence {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #here = new Map<PersonId, Here>();
  #came = new Map<PersonId, Who>();
  #gone = new Set<PersonId>();

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** After sleep: those whose sockets survived were here all along, so nobody is told. */
  recall(peers: Iterable<Peer>): void {
    for (const peer of peers) this.#seat(peer);
  }

  arrive(peer: Peer): void {
    const isNew = !this.#here.has(peer.memory.person);
    const { who } = this.#seat(peer);
    if (!isNew) return;
    this.#gone.delete(who.id);
    this.#came.set(who.id, who);
    this.#changed();
  }

  depart(peer: Peer): void {
    const here = this.#here.get(peer.memory.person);
    if (!here?.sockets.delete(peer.id) || here.sockets.size > 0) return;
    here.cancelLeaving = this.#clock.after(PRESENCE_GRACE_MS, () =>
      this.remove(peer.memory.person),
    );
  }

  /** At once, for someone who left the room or whose grace is over. */
  remove(person: PersonId): void {
    const here = this.#here.get(person);
    if (!here) return;
    here.cancelLeaving?.();
    this.#here.delete(person);
    if (!this.#came.delete(person)) this.#gone.add(person);
    this.#changed();
  }

  /** For someone who has just said hello. */
  everyone(): DownMessage {
    const people = this.#isCrowd() ? [] : [...this.#here.values()].map(({ who }) => who);
    return { t: "here", count: this.#here.size, people };
  }

  /** What changed since this was last asked, or null when nothing did. */
  takeChanges(): DownMessage | null {
    if (this.#came.size === 0 && this.#gone.size === 0) return null;
    const isCrowd = this.#isCrowd();
    const came = isCrowd ? [] : [...this.#came.values()];
    const gone = isCrowd ? [] : [...this.#gone];
    this.#came = new Map();
    this.#gone = new Set();
    return { t: "presence", count: this.#here.size, came, gone };
  }

  #seat(peer: Peer): Here {
    const { person, name } = peer.memory;
    const here = this.#here.get(person) ?? { who: { id: person, name }, sockets: new Set() };
    here.cancelLeaving?.();
    delete here.cancelLeaving;
    here.sockets.add(peer.id);
    this.#here.set(person, here);
    return here;
  }

  #isCrowd(): boolean {
    return this.#here.size > PRESENCE_NAMES_UP_TO;
  }
}
