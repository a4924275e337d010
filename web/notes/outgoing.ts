import * as Y from "yjs";
import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import type { Clock } from "../clock.ts";
import { splitUpdate } from "./split-update.ts";

/** What is typed goes out at once, and then this often: twenty a second are smooth, and fifty are too many. */
export const PACE_MS = 50;

/** What has been changed here on its way to the server, in order: how much of it is out, and how much of that is safe there. */
export class Outgoing {
  readonly #clock: Clock;
  readonly #send: (update: Uint8Array) => boolean;
  readonly #changed: () => void;
  #changes: Uint8Array[] = [];
  #parts: Uint8Array[] = [];
  #sent = 0;
  #safe = 0;
  #stopPace: (() => void) | null = null;

  /** `send` gives false when the line is gone. `changed` when what is unsaved became more or less. */
  constructor(clock: Clock, send: (update: Uint8Array) => boolean, changed: () => void) {
    this.#clock = clock;
    this.#send = send;
    this.#changed = changed;
  }

  get isEmpty(): boolean {
    return this.#changes.length === 0 && this.#parts.length === 0 && this.#safe >= this.#sent;
  }

  /** How many updates the server has yet to answer. */
  get unanswered(): number {
    return Math.max(0, this.#sent - this.#safe);
  }

  add(update: Uint8Array) {
    this.#changes.push(update);
    this.#flow();
    this.#changed();
  }

  /** A change that is not put together with those around it. */
  addAlone(update: Uint8Array) {
    this.#cut();
    this.#parts.push(...splitUpdate(update, MAX_NOTE_UPDATE_BYTES));
    this.#flow();
    this.#changed();
  }

  /** The server has the first `updates` of this line's for good. */
  saved(updates: number) {
    this.#safe = Math.max(this.#safe, updates);
    this.#changed();
  }

  /** A new line counts from nothing, and what was on its way is found out by what the server has. */
  clear() {
    this.#stopPace?.();
    this.#stopPace = null;
    this.#changes = [];
    this.#parts = [];
    this.#sent = this.#safe = 0;
  }

  #flow() {
    if (this.#stopPace) return;
    const update = this.#next();
    if (!update || !this.#send(update)) return;
    this.#sent += 1;
    this.#stopPace = this.#clock.setTimer(PACE_MS, () => {
      this.#stopPace = null;
      this.#flow();
    });
  }

  #next(): Uint8Array | undefined {
    if (this.#parts.length === 0) this.#cut();
    return this.#parts.shift();
  }

  /** What has come together goes out as it is now. */
  #cut() {
    if (this.#changes.length === 0) return;
    this.#parts.push(...splitUpdate(Y.mergeUpdates(this.#changes), MAX_NOTE_UPDATE_BYTES));
    this.#changes = [];
  }
}
