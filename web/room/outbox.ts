import * as v from "valibot";
import type { SocketCommand } from "#protocol/commands.ts";
import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId, RoomId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { Clock, Random } from "../clock.ts";
import type { NewOutboxRow, OutboxRow, RoomDisk } from "../storage/room-disk.ts";
import { placeAfter } from "../storage/stored-outbox.ts";
import type { Channel, HoldLock, OpenChannel } from "../tabs.ts";
import { OutboxNews } from "./outbox-news.ts";
import {
  firstToSend,
  isShownAsEvent,
  isStored,
  toPending,
  toStored,
  withFacts,
  withRows,
  type Rows,
  type Waiting,
} from "./outbox-rows.ts";
import type { Pending } from "./room-view.ts";
import { Sender } from "./sender.ts";
import type { RefusedCommand } from "./sync.ts";

export type OutboxDeps = {
  room: RoomId;
  person: PersonId;
  disk: RoomDisk;
  clock: Clock;
  random: Random;
  holdLock: HoldLock;
  openChannel: OpenChannel;
  newId(): CommandId;
  /** Hands a command to the line. False: there is no open line. */
  send(command: SocketCommand): boolean;
  sayHello(): void;
  /** The last event that this tab shows. */
  cursor(): number;
  /** `pending` has changed for a reason that lies outside of the current call. */
  changed(): void;
};

/**
 * What one person has written in one room and the room has not said yet. The same queue in every tab: each may write,
 * and the one that holds the lock sends. A row leaves in the very step in which its event is shown.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #channel: Channel;
  readonly #sender: Sender;
  readonly #closing = new AbortController();
  #rows: Rows = [];
  #sending: CommandId | null = null;
  /** Which of this person's commands are events, as far as this tab has seen: a disk that lags must not undo it. */
  readonly #facts = new Map<CommandId, number>();
  /** What has left the queue unsent. A disk that is still being read must not bring it back. */
  readonly #gone = new Set<CommandId>();
  #shown = new WeakMap<Waiting, Pending>();

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    const name = `parley-outbox/${deps.person}/${deps.room}`;
    this.#channel = deps.openChannel(name, (message) => this.#heard(message));
    this.#sender = new Sender({
      clock: deps.clock,
      random: deps.random,
      next: () => firstToSend(this.#rows),
      send: (row) => deps.send(toCommand(row)),
      failed: (id, code) => this.#fail(id, code),
      heldBack: deps.sayHello,
      sendingChanged: (id) => this.#nowSending(id),
    });
    void deps.holdLock(name, this.#closing.signal, () => this.#sendForAll());
  }

  /** Rows for the screen, in the order of writing. Rows that did not change keep their identity. */
  pending(): readonly Pending[] {
    return this.#rows.map((row) => {
      if (row.id === this.#sending) return toPending(row, this.#sending);
      const shown = this.#shown.get(row) ?? toPending(row, null);
      this.#shown.set(row, shown);
      return shown;
    });
  }

  /** Whether anything still has to be sent. */
  get hasWork(): boolean {
    return this.#rows.some(({ failed, fact }) => failed === undefined && fact === null);
  }

  /** Takes up what an earlier visit has left. */
  async load(): Promise<void> {
    const stored = await this.#deps.disk.loadOutbox(this.#deps.room);
    const wanted = stored.filter(({ id }) => !this.#gone.has(id));
    this.#rows = withFacts(withRows(this.#rows, wanted), this.#facts);
    this.#dropShown(this.#deps.cursor());
    this.#sender.pump();
  }

  /** Writes a message that has been checked. It is shown from now on, and sent once the disk has it. */
  write(body: string, action?: true): CommandId {
    const { clock, newId } = this.#deps;
    const row: NewOutboxRow = {
      id: newId(),
      body,
      ...(action && { action }),
      writtenAt: clock.now(),
    };
    this.#rows = [...this.#rows, { ...row, order: null, fact: null }];
    void this.#store(row);
    return row.id;
  }

  retry(id: CommandId) {
    const failed = this.#rows.find((row) => row.id === id);
    if (!failed?.failed || !isStored(failed)) return;
    const { clock, newId } = this.#deps;
    const { body, action } = failed;
    const row: NewOutboxRow = {
      id: newId(),
      body,
      ...(action && { action }),
      writtenAt: clock.now(),
    };
    this.#letGo(id);
    this.#rows = [...this.#rows, { ...row, order: null, fact: null }];
    void this.#store(row, toStored(failed));
  }

  discard(id: CommandId) {
    const row = this.#rows.find((known) => known.id === id);
    if (!row || id === this.#sending) return;
    this.#letGo(id);
    this.#announce({ kind: "discarded", id });
    if (isStored(row)) void this.#deps.disk.removeFromOutbox(this.#deps.room, [toStored(row)]);
    this.#rowsChanged();
  }

  /**
   * Events that a room has told of, shown up to `cursor`. Gives the stored rows that they settle, for the disk to
   * forget in the same step in which it learns the events.
   */
  settle(events: readonly RoomEvent[], cursor: number): OutboxRow[] {
    for (const { by, id, seq } of events) {
      if (by === this.#deps.person) this.#facts.set(id, seq);
    }
    this.#rows = withFacts(this.#rows, this.#facts);
    if (this.#sending) this.#announceFact(this.#sending);
    const settled = this.#dropShown(cursor);
    this.#rowsChanged();
    return settled.filter(isStored).map(toStored);
  }

  /** The room has lost its storage: what it once accepted, it may not have any more. */
  newEpoch() {
    this.#facts.clear();
    this.#rows = this.#rows.map((row) => ({ ...row, fact: null }));
  }

  refused(refused: RefusedCommand) {
    this.#sender.refused(refused);
  }

  lineLive() {
    this.#sender.lineLive();
  }

  lineLost(code: number) {
    this.#sender.lineLost(code);
  }

  close() {
    this.#sender.elect(false);
    this.#closing.abort();
    this.#channel.close();
  }

  /** Holds the lock until this tab is done with the room, then leaves it to the next tab. */
  async #sendForAll(): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted) return;
    // What other tabs wrote before this one could hear them.
    await this.load();
    this.#deps.changed();
    if (signal.aborted) return;
    // Whatever the tab before was sending when it closed is sent again.
    this.#sending = null;
    this.#sender.elect(true);
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  async #store(row: NewOutboxRow, instead?: OutboxRow): Promise<void> {
    const { disk, room } = this.#deps;
    // Before the first byte goes out: a tab that dies right after must find it again.
    const place = await disk.addToOutbox(room, row, instead);
    const order = place ?? placeAfter(lastPlace(this.#rows), row.writtenAt);
    const isStillWanted = this.#rows.some(({ id }) => id === row.id);
    if (!isStillWanted) {
      await disk.removeFromOutbox(room, [{ ...row, order }]);
      return;
    }
    this.#rows = withRows(this.#rows, [{ ...row, order }]);
    this.#announce({ kind: "written", row: { ...row, order }, instead: instead?.id ?? null });
    this.#sender.pump();
    this.#deps.changed();
  }

  #fail(id: CommandId, code: RefusalCode) {
    const row = this.#markFailed(id, code);
    if (row && isStored(row)) void this.#deps.disk.updateInOutbox(this.#deps.room, toStored(row));
    this.#announce({ kind: "failed", id, code });
    this.#deps.changed();
  }

  #markFailed(id: CommandId, code: RefusalCode): Waiting | undefined {
    this.#rows = this.#rows.map((row) => (row.id === id ? { ...row, failed: code } : row));
    return this.#rows.find((row) => row.id === id);
  }

  #nowSending(id: CommandId | null) {
    this.#sending = id;
    this.#announce({ kind: "sending", id });
    this.#deps.changed();
  }

  #announceFact(id: CommandId) {
    const row = this.#rows.find((known) => known.id === id);
    if (row && row.fact !== null) this.#announce({ kind: "fact", id, seq: row.fact });
  }

  #announce(news: OutboxNews) {
    if (!this.#closing.signal.aborted) this.#channel.post(news);
  }

  /** Another tab has written, sent or settled something. It may run an older page, so what it says is checked. */
  #heard(message: unknown) {
    const parsed = v.safeParse(OutboxNews, message);
    if (!parsed.success) return;
    const news = parsed.output;
    switch (news.kind) {
      case "written":
        if (news.instead) this.#letGo(news.instead);
        this.#rows = withRows(this.#rows, [news.row]);
        break;
      case "sending":
        this.#sending = news.id;
        break;
      case "failed":
        this.#markFailed(news.id, news.code);
        break;
      case "fact":
        this.#rows = this.#rows.map((row) =>
          row.id === news.id ? { ...row, fact: row.fact ?? news.seq } : row,
        );
        break;
      case "discarded":
        if (news.id !== this.#sending) this.#letGo(news.id);
        break;
    }
    this.#dropShown(this.#deps.cursor());
    this.#rowsChanged();
    this.#deps.changed();
  }

  #letGo(id: CommandId) {
    this.#gone.add(id);
    this.#rows = this.#rows.filter((row) => row.id !== id);
  }

  #dropShown(cursor: number): Rows {
    const shown = this.#rows.filter((row) => isShownAsEvent(row, cursor));
    if (shown.length > 0) this.#rows = this.#rows.filter((row) => !shown.includes(row));
    return shown;
  }

  #rowsChanged() {
    this.#sender.rowsChanged((id) => this.#rows.some((row) => row.id === id && row.fact === null));
  }
}

function toCommand({ id, body, action }: Waiting): SocketCommand {
  return { type: "message.post", id, body, ...(action && { action }) };
}

function lastPlace(rows: Rows): number {
  return Math.max(0, ...rows.map(({ order }) => order ?? 0));
}
