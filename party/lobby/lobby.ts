import * as v from "valibot";
import { Availability, type Seen } from "#protocol/inbox/presence.ts";
import { PersonId } from "#protocol/ids.ts";
import { WATCH_LEASE_MS } from "#protocol/inbox/limits.ts";
import { parseRow } from "../object/parse-row.ts";
import { readAll } from "../object/read-all.ts";
import type { LobbyWorld } from "./ports.ts";

/** What changes is told together, so often. */
export const TOLD_EVERY_MS = 1_000;
/** Inboxes that are told at once; the others are told a moment later. A platform allows a thousand requests in answer to one. */
const INBOXES_AT_ONCE = 500;

/**
 * Where things are kept:
 *   h:PERSON          how somebody stands who is not offline
 *   w:INBOX:DEVICE    whom a device watches, and until when
 */
const KEY = {
  here: (person: PersonId) => `h:${person}`,
  watch: (inbox: PersonId, device: string) => `w:${inbox}:${device}`,
};

type WatchRow = { inbox: PersonId; until: number; people: readonly PersonId[] };

/** Knows of everyone in the community how they stand, and tells those who watch them. No room hears of it (docs/decisions/0045). */
export class Lobby {
  readonly #world: LobbyWorld;
  readonly #here = new Map<PersonId, Availability>();
  readonly #watches = new Map<string, WatchRow>();
  /** The watches of each person, by their keys. */
  readonly #watchers = new Map<PersonId, Set<string>>();
  /** Of whom each inbox has to be told. */
  readonly #due = new Map<PersonId, Set<PersonId>>();
  #isPlanned = false;

  private constructor(world: LobbyWorld) {
    this.#world = world;
  }

  static async wake(world: LobbyWorld): Promise<Lobby> {
    const lobby = new Lobby(world);
    for (const [key, is] of await readAll(world.storage, "h:"))
      lobby.#here.set(v.parse(PersonId, key.slice(2)), v.parse(Availability, is));
    for (const [key, row] of await readAll(world.storage, "w:"))
      lobby.#take(key, parseRow<WatchRow>(row));
    return lobby;
  }

  is(person: PersonId, is: Availability): void {
    if (this.#standing(person) === is) return;
    const key = KEY.here(person);
    if (is === "offline") {
      this.#here.delete(person);
      this.#store(new Map(), [key]);
    } else {
      this.#here.set(person, is);
      this.#store(new Map([[key, is]]));
    }
    for (const watch of this.#watchers.get(person) ?? []) {
      const inbox = this.#watches.get(watch)?.inbox;
      if (inbox === undefined) continue;
      this.#due.set(inbox, (this.#due.get(inbox) ?? new Set()).add(person));
    }
    this.#plan();
  }

  watch(inbox: PersonId, device: string, people: readonly PersonId[]): Seen[] {
    const key = KEY.watch(inbox, device);
    if (people.length === 0) {
      this.#end([key]);
      return [];
    }
    const row = { inbox, until: this.#world.clock.now() + WATCH_LEASE_MS, people };
    this.#letGo(key);
    this.#take(key, row);
    this.#store(new Map([[key, JSON.stringify(row)]]));
    return this.#seen(people);
  }

  #plan(): void {
    if (this.#isPlanned || this.#due.size === 0) return;
    this.#isPlanned = true;
    this.#world.clock.after(TOLD_EVERY_MS, () => {
      this.#isPlanned = false;
      void this.#tell();
    });
  }

  async #tell(): Promise<void> {
    this.#endOld();
    const watching = new Set([...this.#watches.values()].map(({ inbox }) => inbox));
    const round = [...this.#due].slice(0, INBOXES_AT_ONCE);
    for (const [inbox] of round) this.#due.delete(inbox);
    this.#plan();
    await Promise.all(
      round
        .filter(([inbox]) => watching.has(inbox))
        .map(async ([inbox, people]) => {
          const answer = await this.#world.inboxes.presence(inbox, this.#seen([...people]));
          // Who cannot be reached now asks again by themselves.
          if (answer.ok && !answer.value.isHere) this.#end(this.#keysOf(inbox));
        }),
    );
  }

  #endOld(): void {
    const now = this.#world.clock.now();
    this.#end([...this.#watches].filter(([, { until }]) => until <= now).map(([key]) => key));
  }

  #keysOf(inbox: PersonId): string[] {
    return [...this.#watches].filter(([, watch]) => watch.inbox === inbox).map(([key]) => key);
  }

  #take(key: string, row: WatchRow): void {
    this.#watches.set(key, row);
    for (const person of row.people)
      this.#watchers.set(person, (this.#watchers.get(person) ?? new Set()).add(key));
  }

  #letGo(key: string): void {
    for (const person of this.#watches.get(key)?.people ?? []) {
      const keys = this.#watchers.get(person);
      if (keys?.delete(key) && keys.size === 0) this.#watchers.delete(person);
    }
    this.#watches.delete(key);
  }

  #end(keys: readonly string[]): void {
    const known = keys.filter((key) => this.#watches.has(key));
    if (known.length === 0) return;
    known.forEach((key) => this.#letGo(key));
    this.#store(new Map(), known);
  }

  #standing(person: PersonId): Availability {
    return this.#here.get(person) ?? "offline";
  }

  #seen(people: readonly PersonId[]): Seen[] {
    return people.map((id) => ({ id, is: this.#standing(id) }));
  }

  #store(put: ReadonlyMap<string, string>, remove: readonly string[] = []): void {
    // Nobody waits for it: what a write that failed has lost is told again within a lease.
    void this.#world.storage.commit({ put, remove });
  }
}
