import type { Entry } from "#protocol/inbox/entries.ts";
import type { Changes } from "#protocol/inbox/frames.ts";
import { NO_NUMBERS } from "#protocol/inbox/number-set.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";
import { entriesBetween, roomEntry, threadEntry } from "./entries-of.ts";
import { EMPTY_INBOX, type InboxState } from "./inbox-state.ts";
import { INBOX_KEY } from "./keys.ts";
import {
  activityRow,
  keysUnder,
  noticesRow,
  pageRows,
  PREFIXES,
  readInbox,
  roomRow,
  selfRow,
  threadRow,
  type Meta,
} from "./rows.ts";

/**
 * An inbox's log: every change has a number, 1, 2, 3 …, given in the write that stores it. Of each entry only the last change is kept
 * (docs/decisions/0043), so whoever was away gets each thing once, as it is now, however long that was.
 */
export class InboxLog {
  readonly #storage: Storage;
  readonly epoch: string;
  #head: number;
  #state: InboxState;
  /** By its row's key, the number of an entry's last change. */
  readonly #versions: Map<string, number>;
  #isErased: boolean;

  private constructor(
    storage: Storage,
    { epoch, head }: Meta,
    state: InboxState,
    versions: Map<string, number>,
    isErased: boolean,
  ) {
    this.#storage = storage;
    this.epoch = epoch;
    this.#head = head;
    this.#state = state;
    this.#versions = versions;
    this.#isErased = isErased;
  }

  static async open(storage: Storage, newEpoch: () => string): Promise<InboxLog> {
    const isErased = (await storage.get(INBOX_KEY.erased)) !== undefined;
    const row = await storage.get(INBOX_KEY.meta);
    if (row === undefined) {
      const meta = { epoch: newEpoch(), head: 0, nextActivity: 1 };
      return new InboxLog(storage, meta, EMPTY_INBOX, new Map(), isErased);
    }
    const meta = parseRow<Meta>(row);
    const { state, versions } = await readInbox(storage, meta);
    return new InboxLog(storage, meta, state, versions, isErased);
  }

  get head(): number {
    return this.#head;
  }

  /** Whether its person's account was deleted: nothing is kept any more. */
  get isErased(): boolean {
    return this.#isErased;
  }

  get state(): InboxState {
    return this.#state;
  }

  /** Makes `after` what holds, durably, and stores what else must be true with it (of a change that is told); gives what has to be told of it, or null where nobody has to be. */
  async commit(after: InboxState, also: readonly [string, string][] = []): Promise<Changes | null> {
    const before = this.#state;
    if (after === before || this.#isErased) return null;
    const entries = entriesBetween(before, after);
    if (entries.length === 0) {
      // That nothing happened is heard again after sleep, and costs no write.
      this.#state = after;
      return null;
    }
    const from = this.#head;
    const put = new Map<string, string>(also);
    const remove: string[] = [];
    const versions = new Map<string, number>();
    for (const [place, entry] of entries.entries()) {
      const v = from + 1 + place;
      versions.set(keyOf(entry), v);
      put.set(keyOf(entry), rowOf(entry, after, v));
    }
    for (const entry of entries) {
      if (entry.kind === "notices") continue;
      if (entry.kind === "self") continue;
      const { room } = entry;
      const held = after.rooms.get(room);
      const key = INBOX_KEY.room(room);
      if (!held || held === before.rooms.get(room)) continue;
      // How far the room was heard is true of its threads and of what it holds, so it is stored with them.
      if (!put.has(key)) put.set(key, roomRow(held, this.#versions.get(key) ?? 0));
      const was = before.rooms.get(room)?.unread.unread ?? NO_NUMBERS;
      const pages = pageRows(room, was, held.unread.unread);
      for (const [page, row] of pages.put) put.set(page, row);
      remove.push(...pages.remove);
    }
    for (const id of before.activity.keys())
      if (!after.activity.has(id)) remove.push(INBOX_KEY.activity(id));
    const to = from + entries.length;
    const meta: Meta = { epoch: this.epoch, head: to, nextActivity: after.nextActivity };
    put.set(INBOX_KEY.meta, JSON.stringify(meta));
    await this.#storage.commit({ put, remove });
    this.#state = after;
    this.#head = to;
    for (const [key, v] of versions) this.#versions.set(key, v);
    for (const key of remove) this.#versions.delete(key);
    return { t: "changes", from, to, entries };
  }

  /** Nothing is kept any more but that it is so: rooms tell of their leaving after this, and must not begin it anew. */
  async erase(): Promise<void> {
    const remove: string[] = [INBOX_KEY.meta];
    for (const prefix of PREFIXES) remove.push(...(await keysUnder(this.#storage, prefix)));
    await this.#storage.commit({ put: new Map([[INBOX_KEY.erased, "true"]]), remove });
    this.#isErased = true;
    this.#state = EMPTY_INBOX;
    this.#head = 0;
    this.#versions.clear();
  }

  /** What has changed after `cursor`, each thing once, in the order of its last change. */
  after(cursor: number): { v: number; entry: Entry }[] {
    const changed: { v: number; entry: Entry }[] = [];
    for (const entry of this.#entries()) {
      const v = this.#versions.get(keyOf(entry)) ?? 0;
      if (v > cursor) changed.push({ v, entry });
    }
    return changed.toSorted((a, b) => a.v - b.v);
  }

  *#entries(): Generator<Entry> {
    for (const [room, held] of this.#state.rooms) {
      yield roomEntry(room, held);
      for (const [root, thread] of held.unread.threads) yield threadEntry(room, root, thread);
    }
    yield* this.#state.activity.values();
    // What nobody has chosen is known to everyone.
    if (this.#versions.has(INBOX_KEY.notices)) yield { kind: "notices", ...this.#state.notices };
    // Where nothing was ever chosen there is nothing to tell.
    if (this.#versions.has(INBOX_KEY.self)) yield { kind: "self", ...this.#state.self };
  }
}

function keyOf(entry: Entry): string {
  switch (entry.kind) {
    case "room":
      return INBOX_KEY.room(entry.room);
    case "thread":
      return INBOX_KEY.thread(entry.room, entry.root);
    case "activity":
      return INBOX_KEY.activity(entry.id);
    case "notices":
      return INBOX_KEY.notices;
    case "self":
      return INBOX_KEY.self;
  }
}

/** @throws RangeError where the entry is none of this state's. */
function rowOf(entry: Entry, state: InboxState, v: number): string {
  if (entry.kind === "activity") return activityRow(entry, v);
  if (entry.kind === "notices") return noticesRow(state.notices, v);
  if (entry.kind === "self") return selfRow(state.self, v);
  const held = state.rooms.get(entry.room);
  const thread = entry.kind === "thread" ? held?.unread.threads.get(entry.root) : undefined;
  if (!held || (entry.kind === "thread" && !thread)) throw new RangeError("no such entry");
  return thread ? threadRow(thread, v) : roomRow(held, v);
}
