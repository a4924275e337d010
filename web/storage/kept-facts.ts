import * as v from "valibot";
import { createStore, type StoreApi } from "zustand/vanilla";
import { parseJson } from "#protocol/decode.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { NoteStorage } from "./unsent-notes.ts";

type KeptFactsDeps<T> = {
  /** Begins the names of what is kept; ids hold no colon. */
  name: string;
  schema: v.GenericSchema<unknown, T>;
  /** What is true of somebody who was never here. */
  nothing: () => T;
  /** Asked for each time: merely naming it throws where a browser forbids it. */
  storage: () => NoteStorage;
};

/** Small facts of one person, kept on this device until they sign out. Where nothing can be kept they live as long as the page. */
export class KeptFacts<T extends object> {
  readonly store: StoreApi<T>;
  readonly #deps: KeptFactsDeps<T>;
  #key: string | null = null;

  constructor(deps: KeptFactsDeps<T>) {
    this.#deps = deps;
    this.store = createStore(deps.nothing);
  }

  /** Whose facts these are. Nobody's: nothing stays, also not what somebody else has left behind. */
  belongTo(person: PersonId | null) {
    this.#key = person === null ? null : `${this.#deps.name}:${person}`;
    if (person === null) this.#forgetAll();
    const kept = this.#recall();
    this.store.setState(kept ?? this.#deps.nothing(), true);
    // A fact may be when somebody came here first: it must not be newer at the next visit.
    if (kept === null) this.#keep();
  }

  change(to: (now: T) => T) {
    const now = this.store.getState();
    const next = to(now);
    if (next === now) return;
    this.store.setState(next, true);
    this.#keep();
  }

  /** Another tab has written under this key. */
  hear(key: string | null) {
    if (key === null || key !== this.#key) return;
    const kept = this.#recall();
    if (kept !== null) this.store.setState(kept, true);
  }

  #recall(): T | null {
    if (this.#key === null) return null;
    try {
      const text = this.#deps.storage().getItem(this.#key) ?? "";
      const kept = v.safeParse(this.#deps.schema, parseJson(text));
      return kept.success ? kept.output : null;
    } catch {
      // Forbidden.
      return null;
    }
  }

  #keep() {
    if (this.#key === null) return;
    try {
      this.#deps.storage().setItem(this.#key, JSON.stringify(this.store.getState()));
    } catch {
      // Forbidden or full.
    }
  }

  #forgetAll() {
    try {
      const storage = this.#deps.storage();
      const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "");
      keys
        .filter((key) => key.startsWith(`${this.#deps.name}:`))
        .forEach((key) => storage.removeItem(key));
    } catch {
      // Where storage is forbidden nothing was kept.
    }
  }
}
