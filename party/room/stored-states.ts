import type { RoomEvent } from "#protocol/events.ts";
import {
  applyToMessage,
  changedBy,
  UNCHANGED,
  type MessageState,
} from "#protocol/message-state.ts";
import { KEY } from "./keys.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";

const PAGE = 128;
/** In memory; more are let go and read again when somebody asks. */
const KEPT = 2_000;

/**
 * What has become of the room's messages: one row for each that something has happened to. In memory are those that were asked
 * for, as they are in storage.
 */
export class StoredStates {
  readonly #storage: Storage;
  readonly #known = new Map<number, MessageState>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Reads what `get` will be asked for. The only step that may wait, and only for storage. */
  async recall(seqs: readonly number[]): Promise<void> {
    if (this.#known.size > KEPT) this.#known.clear();
    for (const seq of new Set(seqs)) {
      if (this.#known.has(seq)) continue;
      const row = await this.#storage.get(KEY.message(seq));
      this.#known.set(seq, row === undefined ? UNCHANGED : parseRow<MessageState>(row));
    }
  }

  /** @throws RangeError when this message was not recalled before. */
  get(seq: number): MessageState {
    const state = this.#known.get(seq);
    if (!state) throw new RangeError(`message ${seq} was not recalled`);
    return state;
  }

  /** What was written is in storage now. */
  stored(changes: ReadonlyMap<number, MessageState>): void {
    for (const [seq, state] of changes) this.#known.set(seq, state);
  }

  /** Of messages `from`..`to`, those that something has happened to. */
  async between(from: number, to: number): Promise<[number, MessageState][]> {
    const states: [number, MessageState][] = [];
    let start = KEY.message(from);
    for (;;) {
      const rows = await this.#storage.list({ start, end: KEY.message(to + 1), limit: PAGE });
      for (const [key, row] of rows) {
        states.push([seqIn(key), parseRow<MessageState>(row)]);
        start = `${key}\u0000`;
      }
      if (rows.size < PAGE) return states;
    }
  }
}

/** What becomes of messages by events that are not stored yet, each on top of the ones before it. */
export class StateChanges {
  readonly #states: StoredStates;
  readonly changed = new Map<number, MessageState>();

  constructor(states: StoredStates) {
    this.#states = states;
  }

  get(seq: number): MessageState {
    return this.changed.get(seq) ?? this.#states.get(seq);
  }

  /** The messages that this event changes were recalled before. */
  apply(event: RoomEvent): void {
    for (const seq of changedBy(event)) {
      this.changed.set(seq, applyToMessage(this.get(seq), seq, event));
    }
  }

  /** To be stored in the same write as the events. */
  rows(): Map<string, string> {
    return new Map(
      [...this.changed].map(([seq, state]) => [KEY.message(seq), JSON.stringify(state)]),
    );
  }
}

/** Names what was said under a message, so that a thread is found without its room. */
export function replyRows(events: readonly RoomEvent[]): Map<string, string> {
  return new Map(
    events.flatMap((event) =>
      event.type === "message.posted" && event.thread !== undefined
        ? [[KEY.reply(event.thread, event.seq), "1"] as const]
        : [],
    ),
  );
}

function seqIn(key: string): number {
  return Number(key.slice(key.lastIndexOf(":") + 1));
}
