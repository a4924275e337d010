import type { RoomEvent } from "#protocol/events.ts";
import type { RoomId } from "#protocol/ids.ts";
import { changedBy } from "#protocol/message-state.ts";
import {
  applyFacts,
  applyToStory,
  EMPTY_ROOM,
  type Invitation,
  type Member,
  type RoomFacts,
  type RoomInfo,
} from "#protocol/room-state.ts";
import { eventsBetween, forgetBefore, withEvents, type Timeline } from "#protocol/timeline.ts";
import { deletionsIn } from "#protocol/tombstone.ts";
import { Departed } from "./departed.ts";
import { rowsWithoutWords } from "./erased-words.ts";
import { fromRow, toRows, type Written } from "./event-rows.ts";
import { endOf } from "../object/keys.ts";
import { KEY } from "./keys.ts";
import type { Storage, Write } from "../object/ports.ts";
import { parseRow } from "../object/parse-row.ts";
import { goneRows, projectionRows } from "./projection-rows.ts";
import { StoredReceipts } from "./stored-receipts.ts";
import { replyRows, StateChanges, StoredStates } from "./stored-states.ts";

/** Newest events that stay in memory; whoever missed no more than these is caught up without a read. */
const TAIL_EVENTS = 256;
const PAGE = 128;

/** What memory holds: the facts, and the newest part of the story. */
type Held = RoomFacts & { readonly timeline: Timeline };

/** What else is kept of people. */
type People = { departed: Departed; receipts: StoredReceipts };

type RoomMeta = {
  room: RoomId;
  epoch: string;
  restoring?: Restoring;
  /** With how many events of the life before it this one began; not known of a first life, nor of those from before this was kept. */
  began?: number;
};

/** A room whose storage was lost takes up the life `from` again, up to the event `to` (contract C12). */
export type Restoring = { from: string; to: number };

/**
 * The room's log: the one place where numbers are given out. A number is taken in the same write that stores its
 * event; what is in memory is a cache of what was put.
 */
export class Journal {
  readonly #storage: Storage;
  #meta: RoomMeta;
  #state: Held;
  /** Whose names nobody hears any more. */
  readonly departed: Departed;
  /** What has become of messages. */
  readonly states: StoredStates;
  /** How far people have read. */
  readonly receipts: StoredReceipts;

  private constructor(storage: Storage, meta: RoomMeta, state: Held, people: People) {
    this.#storage = storage;
    this.states = new StoredStates(storage);
    this.#meta = meta;
    this.#state = state;
    this.departed = people.departed;
    this.receipts = people.receipts;
  }

  /** Rebuilds everything that memory holds from storage. A room that has no epoch yet gets one with its first event. */
  static async open(
    storage: Storage,
    room: RoomId | null,
    newEpoch: () => string,
  ): Promise<Journal> {
    const meta = await storage.get(KEY.meta);
    const departed = await Departed.open(storage);
    const people = { departed, receipts: await StoredReceipts.open(storage) };
    if (meta) {
      const state = await readState(storage, departed);
      return new Journal(storage, parseRow<RoomMeta>(meta), state, people);
    }
    if (room === null) throw new RangeError("a room that was never opened has no name to wake by");
    return new Journal(storage, { room, epoch: newEpoch() }, EMPTY_ROOM, people);
  }

  get room(): RoomId {
    return this.#meta.room;
  }

  get epoch(): string {
    return this.#meta.epoch;
  }

  /** With how many events of the life before it this one began, where that is known. */
  get began(): number | undefined {
    return this.#meta.began;
  }

  /** Of a room that is half restored nobody may see anything: it looks empty. */
  get state(): Held {
    return this.#meta.restoring ? EMPTY_ROOM : this.#state;
  }

  get head(): number {
    return this.state.seq;
  }

  /** What is being restored, and the event up to which it is there; null in every other room. */
  get restoring(): (Restoring & { at: number }) | null {
    const { restoring } = this.#meta;
    return restoring ? { ...restoring, at: this.#state.seq } : null;
  }

  /** Only for a room without events: it begins a life that is to be restored, with its first `append`. */
  beginRestoring(epoch: string, restoring: Restoring): void {
    if (this.#state.seq > 0) throw new RangeError("a room that has events is not restored");
    this.#meta = { ...this.#meta, epoch, restoring };
  }

  /** The log as it is belongs to this epoch from now on, and is all there. */
  async settle(epoch: string, also: ReadonlyMap<string, string>): Promise<void> {
    const { room, epoch: before, restoring, began } = this.#meta;
    const isNew = restoring !== undefined || epoch !== before;
    const meta: RoomMeta = { room, epoch, ...beganWith(isNew ? this.#state.seq : began) };
    await this.#storage.commit({ put: new Map([[KEY.meta, JSON.stringify(meta)], ...also]) });
    this.#meta = meta;
  }

  /**
   * Stores events that follow the head, with whatever else must be true at the same moment. Until this resolves nobody
   * may append anything else, and the room is as it was before.
   */
  async append(written: readonly Written[], also: ReadonlyMap<string, string>): Promise<void> {
    const events = written.map(({ event }) => event);
    const after = applyFacts(this.#state, events);
    const timeline = applyToStory(this.#state.timeline, events);
    const leaving = this.departed.noting(events);
    const receipts = this.receipts.noting(events);
    const changes = await this.#stateChanges(events);
    const deletions = deletionsIn(events);
    const put = new Map([
      ...(await rowsWithoutWords(this.#storage, (seq) => this.#rowHolding(seq), deletions)),
      ...toRows(written),
      ...also,
      ...projectionRows(this.#state, after),
      ...changes.rows(),
      ...replyRows(events),
      ...leaving.rows,
      ...receipts.put,
    ]);
    if (this.#state.seq === 0) put.set(KEY.meta, JSON.stringify(this.#meta));
    const former = goneRows(this.#state, after);
    const write: Write = { put, remove: [...former, ...receipts.remove] };
    await this.#storage.commit(write);
    // Only now: history, the archive and pongs read the head whenever they like.
    leaving.stored();
    receipts.stored();
    this.states.stored(changes.changed);
    this.#state = { ...after, timeline: forgetBefore(timeline, after.seq - TAIL_EVENTS) };
  }

  async #stateChanges(events: readonly RoomEvent[]): Promise<StateChanges> {
    const about = events.flatMap(changedBy);
    if (about.length > 0) await this.states.recall(about);
    const changes = new StateChanges(this.states);
    for (const event of events) changes.apply(event);
    return changes;
  }

  /** Events `from`..`to` inclusive, as far as they exist. */
  async read(from: number, to: number): Promise<RoomEvent[]> {
    const last = Math.min(to, this.head);
    if (from > last) return [];
    return eventsBetween(this.#state.timeline, from, last) ?? this.#readRows(from, last);
  }

  /** The numbers of what was said under `root` before event `before`: the last `limit` of them, in order. */
  async replies(root: number, before: number, limit: number): Promise<number[]> {
    const range = { start: KEY.reply(root, 0), end: KEY.reply(root, before), limit, reverse: true };
    const rows = await this.#storage.list(range);
    return [...rows.keys()].map((key) => Number(key.slice(key.lastIndexOf(":") + 1))).toReversed();
  }

  async #readRows(from: number, to: number): Promise<RoomEvent[]> {
    const events: RoomEvent[] = [];
    let start = await this.#rowHolding(from);
    while (start !== undefined) {
      const rows = await this.#storage.list({ start, end: KEY.event(to + 1), limit: PAGE });
      for (const row of rows.values()) events.push(...fromRow(row));
      const next = (events.at(-1)?.seq ?? to) + 1;
      start = rows.size === PAGE && next <= to ? KEY.event(next) : undefined;
    }
    const asked = events.filter(({ seq }) => seq >= from && seq <= to);
    return asked.map((event) => this.departed.hide(event));
  }

  /** A row is named for its first event, so the one that holds `seq` is the last that begins at or before it. */
  async #rowHolding(seq: number): Promise<string | undefined> {
    const range = { start: KEY.event(0), end: KEY.event(seq + 1), limit: 1, reverse: true };
    const rows = await this.#storage.list(range);
    return [...rows.keys()][0];
  }
}

function beganWith(began: number | undefined): Pick<RoomMeta, "began"> {
  return began === undefined ? {} : { began };
}

async function readState(storage: Storage, departed: Departed): Promise<Held> {
  const info = await storage.get(KEY.info);
  if (!info) return EMPTY_ROOM;
  const tail = (await readTail(storage)).map((event) => departed.hide(event));
  return {
    seq: tail.at(-1)?.seq ?? 0,
    info: parseRow<RoomInfo>(info),
    members: await readByPerson<Member>(storage, KEY.member("")),
    invited: await readByPerson<Invitation>(storage, KEY.invited("")),
    pins: parseRow<number[]>((await storage.get(KEY.pins)) ?? "[]"),
    timeline: withEvents(EMPTY_ROOM.timeline, tail),
  };
}

/** The newest events, oldest first: rows from the end backwards until there are enough. */
async function readTail(storage: Storage): Promise<RoomEvent[]> {
  const tail: RoomEvent[] = [];
  let end = endOf("e:");
  while (tail.length < TAIL_EVENTS) {
    const rows = await storage.list({ start: "e:", end, limit: PAGE, reverse: true });
    for (const row of rows.values()) tail.unshift(...fromRow(row));
    const oldest = [...rows.keys()].at(-1);
    if (oldest === undefined || rows.size < PAGE) break;
    end = oldest;
  }
  return tail;
}

async function readByPerson<T>(storage: Storage, prefix: string): Promise<Record<string, T>> {
  const found: Record<string, T> = {};
  let start = prefix;
  for (;;) {
    const rows = await storage.list({ start, end: endOf(prefix), limit: PAGE });
    for (const [key, row] of rows) {
      found[key.slice(prefix.length)] = parseRow<T>(row);
      // The smallest key behind this one.
      start = `${key}\u0000`;
    }
    if (rows.size < PAGE) return found;
  }
}
