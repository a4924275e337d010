import type { Entry } from "#protocol/inbox/entries.ts";
import type { Changes } from "#protocol/inbox/frames.ts";
import type { RoomId } from "#protocol/ids.ts";
import { parseRow } from "../object/parse-row.ts";
import type { Storage } from "../object/ports.ts";
import { keysUnder } from "../object/read-all.ts";
import { draftEntry, entriesBetween, noticesEntry, roomEntry, threadEntry } from "./entries-of.ts";
import { draftsIn, EMPTY_INBOX, type InboxState } from "./inbox-state.ts";
import { INBOX_KEY } from "./keys.ts";
import { listsInPages, NumberPages } from "./number-pages.ts";
import {
  activityRow,
  draftRow,
  mailRow,
  noticesRow,
  preferenceRow,
  PREFIXES,
  readInbox,
  roomRow,
  receiptsRow,
  selfRow,
  sidebarRow,
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
  readonly #pages: NumberPages;
  /** What has ended up to this change is not known any more. */
  #forgotten: number;
  #isErased: boolean;

  private constructor(
    storage: Storage,
    { epoch, head, forgotten = 0 }: Meta,
    state: InboxState,
    versions: Map<string, number>,
    pages: NumberPages,
    isErased: boolean,
  ) {
    this.#storage = storage;
    this.epoch = epoch;
    this.#head = head;
    this.#forgotten = forgotten;
    this.#state = state;
    this.#versions = versions;
    this.#pages = pages;
    this.#isErased = isErased;
  }

  static async open(storage: Storage, newEpoch: () => string): Promise<InboxLog> {
    const isErased = (await storage.get(INBOX_KEY.erased)) !== undefined;
    const row = await storage.get(INBOX_KEY.meta);
    const pages = await NumberPages.open(storage);
    if (row === undefined) {
      const meta = { epoch: newEpoch(), head: 0, nextActivity: 1 };
      return new InboxLog(storage, meta, EMPTY_INBOX, new Map(), pages, isErased);
    }
    const meta = parseRow<Meta>(row);
    const { state, versions } = await readInbox(storage, meta, pages);
    return new InboxLog(storage, meta, state, versions, pages, isErased);
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
    const done: (() => void)[] = [];
    for (const room of roomsOf(entries)) {
      const held = after.rooms.get(room);
      const was = before.rooms.get(room);
      const key = INBOX_KEY.room(room);
      if (!held || held === was) continue;
      // How far the room was heard is true of what concerned them in it, so it is stored with that.
      if (!put.has(key)) put.set(key, roomRow(held, this.#versions.get(key) ?? 0));
      const pages = this.#pages.change(listsInPages(room, was?.unread, held.unread));
      for (const [page, row] of pages.put) put.set(page, row);
      remove.push(...pages.remove);
      done.push(pages.stored);
    }
    for (const id of before.activity.keys())
      if (!after.activity.has(id)) remove.push(INBOX_KEY.activity(id));
    let forgotten = this.#forgotten;
    for (const [name, { place }] of before.drafts) {
      if (after.drafts.has(name)) continue;
      const key = INBOX_KEY.draft(place.room, place.thread);
      forgotten = Math.max(forgotten, this.#versions.get(key) ?? 0);
      remove.push(key);
    }
    const to = from + entries.length;
    const { nextActivity } = after;
    const meta: Meta = { epoch: this.epoch, head: to, nextActivity, forgotten };
    put.set(INBOX_KEY.meta, JSON.stringify(meta));
    await this.#storage.commit({ put, remove });
    this.#state = after;
    this.#head = to;
    this.#forgotten = forgotten;
    for (const [key, v] of versions) this.#versions.set(key, v);
    for (const key of remove) this.#versions.delete(key);
    for (const stored of done) stored();
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
    this.#forgotten = 0;
    this.#versions.clear();
    this.#pages.clear();
  }

  /** Whether a device that is there has to forget what it holds: it is of another life, or from before what is known. */
  isAnewFor({ epoch, cursor }: { epoch: string | null; cursor: number }): boolean {
    return epoch !== this.epoch || cursor > this.#head || cursor < this.#forgotten;
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
    if (this.#versions.has(INBOX_KEY.notices)) yield noticesEntry(this.#state.notices);
    // Where nothing was ever chosen there is nothing to tell.
    if (this.#versions.has(INBOX_KEY.self)) yield { kind: "self", ...this.#state.self };
    const { preferences, drafts } = this.#state;
    for (const [room, liked] of preferences.rooms) yield { kind: "preference", room, ...liked };
    if (this.#versions.has(INBOX_KEY.sidebar)) yield { kind: "sidebar", ...preferences.sidebar };
    for (const held of drafts.values()) yield draftEntry(held);
    if (this.#versions.has(INBOX_KEY.mail)) yield { kind: "mail", ...this.#state.mail };
    if (this.#versions.has(INBOX_KEY.receipts)) yield { kind: "receipts", ...this.#state.receipts };
  }
}

/** Whose rows are stored with these entries. */
function roomsOf(entries: readonly Entry[]): Set<RoomId> {
  const rooms = new Set<RoomId>();
  for (const entry of entries)
    if (entry.kind === "room" || entry.kind === "thread" || entry.kind === "activity")
      rooms.add(entry.room);
  return rooms;
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
    case "preference":
      return INBOX_KEY.preference(entry.room);
    case "sidebar":
      return INBOX_KEY.sidebar;
    case "draft":
      return INBOX_KEY.draft(entry.room, entry.thread);
    case "mail":
      return INBOX_KEY.mail;
    case "receipts":
      return INBOX_KEY.receipts;
  }
}

/** @throws RangeError where the entry is none of this state's. */
function rowOf(entry: Entry, state: InboxState, v: number): string {
  switch (entry.kind) {
    case "activity":
      return activityRow(entry, v);
    case "notices":
      return noticesRow(state.notices, v);
    case "self":
      return selfRow(state.self, v);
    case "mail":
      return mailRow(state.mail, v);
    case "receipts":
      return receiptsRow(state.receipts, v);
    case "sidebar":
      return sidebarRow(state.preferences.sidebar, v);
    case "draft":
      return draftRow(draftsIn(state, entry), v);
    case "preference":
      return preferenceRow(known(state.preferences.rooms.get(entry.room)), v);
    case "room":
      return roomRow(known(state.rooms.get(entry.room)), v);
    case "thread":
      return threadRow(known(state.rooms.get(entry.room)?.unread.threads.get(entry.root)), v);
  }
}

function known<T>(held: T | undefined): T {
  if (held === undefined) throw new RangeError("no such entry");
  return held;
}
