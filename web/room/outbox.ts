import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { OutboxRow, Written } from "../storage/room-disk.ts";
import { placeAfter } from "../storage/stored-outbox.ts";
import type { UnsentNote } from "../storage/unsent-notes.ts";
import type { OutboxDeps } from "./outbox-deps.ts";
import { OutboxKeeper } from "./outbox-keeper.ts";
import { OutboxQueue } from "./outbox-queue.ts";
import { isStored, toStored } from "./outbox-rows.ts";
import { OutboxTabs } from "./outbox-tabs.ts";
import type { Change, Pending } from "./room-view.ts";
import { Sender } from "./sender.ts";
import { sendingTurn, type SendingTurn } from "./sending-turn.ts";
import type { RefusedCommand } from "./sync.ts";
import type { Wish } from "./wish.ts";

/**
 * What one person has written in one room and the room has not said yet. The same queue in every tab: each may write,
 * and the one that holds the lock sends. A row leaves in the very step in which its event is shown.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #queue: OutboxQueue;
  readonly #keeper: OutboxKeeper;
  readonly #tabs: OutboxTabs;
  readonly #sender: Sender;
  readonly #turn: SendingTurn;
  readonly #stopWake: () => void;
  #isClosed = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#queue = new OutboxQueue(deps.person);
    this.#keeper = new OutboxKeeper({
      ...deps,
      stored: (group, places) => this.#stored(group, places),
    });
    const name = `parley-outbox/${deps.person}/${deps.room}`;
    const life = { name, epoch: deps.epoch };
    this.#tabs = new OutboxTabs(deps.openChannel, life, this.#queue, () => {
      this.#dropShown();
      this.#queueChanged();
      deps.changed();
    });
    this.#sender = new Sender({
      clock: deps.clock,
      random: deps.random,
      next: () => this.#queue.next(),
      send: (row) => this.#keeper.send(row, (command) => deps.send(command)),
      failed: (id, code) => this.#fail(id, code),
      postponed: (id, code) => this.#postponed(id, code),
      heldBack: deps.sayHello,
      sendingChanged: (id) => this.#nowSending(id),
    });
    // Before anything can be written here: what is left goes first.
    this.#takeNotes(this.#leftNotes());
    this.#stopWake = deps.onWake(() => {
      // A tab that was closed in the middle of writing leaves its notes to the one that is looked at next.
      if (this.#leftNotes().length > 0) void this.load().then(deps.changed);
    });
    const { holdLock } = deps;
    this.#turn = sendingTurn({ holdLock, name, begin: (signal) => this.#sendForAll(signal) });
    this.#turn.wait();
  }

  pending(): readonly Pending[] {
    return this.#queue.pending();
  }

  changes(): readonly Change[] {
    return this.#queue.changes();
  }

  /** Whether anything still has to be sent. */
  get hasWork(): boolean {
    return this.#queue.hasWork;
  }

  /** Takes up what an earlier visit, or another tab, has left. */
  async load(): Promise<void> {
    // In this order: a row whose note is gone is on the disk by then, and a later one that is still noted must not go ahead of it.
    const notes = this.#leftNotes();
    const rows = await this.#deps.disk.loadOutbox(this.#deps.room);
    // From here on it would hear of nothing that becomes of them.
    if (this.#isClosed) return;
    this.#queue.take(rows, true);
    this.#takeNotes(notes);
    this.#queue.mayHaveArrived(this.#keeper.lastSent());
    this.#dropShown();
    this.#tabs.waiting();
    this.#sender.pump();
  }

  /**
   * Writes a wish that has been checked. It is shown from now on, and sent once the disk has it. It takes the place of one that
   * has failed, or can still be taken back, in the same step, so that never both are kept nor neither.
   */
  write(wish: Wish, instead?: CommandId): CommandId {
    // Some other tab may have sent or deleted that one meanwhile.
    const isThere = instead !== undefined && this.canTakeBack(instead);
    return this.#write(wish, isThere ? instead : undefined);
  }

  retry(id: CommandId) {
    const row = this.#queue.find(id);
    if (row?.failed && isStored(row)) this.#write(row.wish, id);
  }

  /** Whether it is certain that the room has not taken this, and will not. */
  canTakeBack(id: CommandId): boolean {
    const row = this.#queue.find(id);
    return row !== undefined && isStored(row) && this.#queue.canLetGo(id);
  }

  discard(id: CommandId) {
    const row = this.#queue.find(id);
    if (!row || !this.#queue.canLetGo(id)) return;
    this.#queue.letGo(id);
    this.#tabs.discarded(id);
    this.#keeper.forget([row]);
    this.#queueChanged();
  }

  /**
   * Events that a room has told of, shown up to `cursor`. Gives the stored rows that they settle, for the disk to
   * forget in the same step in which it learns the events.
   */
  settle(events: readonly RoomEvent[], cursor: number): OutboxRow[] {
    this.#queue.learn(events);
    this.#tabs.fact(this.#queue.sending);
    const settled = this.#queue.dropShown(cursor);
    this.#tabs.settled(settled);
    this.#keeper.forgetNotes(settled);
    this.#queueChanged();
    return settled.filter(isStored).map(toStored);
  }

  /** The room is seen in a life that this tab did not know; `before`: the one that it knew. */
  newEpoch(before: string | null) {
    this.#tabs.newLife();
    if (before !== null) this.#sendAgain();
  }

  /** The room has lost its storage, and what it once accepted may not be in it any more. */
  #sendAgain() {
    // Another tab may have shown these as said, and let go of them on the disk, too.
    for (const { id, wish, writtenAt } of this.#queue.forgetFacts()) {
      const written = { row: { id, wish, writtenAt } };
      this.#keeper.note(written);
      this.#keeper.store(written);
    }
    // And what this tab has let go of itself, another one may have brought back.
    void this.load().then(this.#deps.changed);
    // Numbers may be other messages' by now, and nobody wants their "yes" on another one's words.
    for (const { id } of this.#queue.changes()) this.#fail(id, "no_such_message");
  }

  refused(refused: RefusedCommand) {
    this.#sender.refused(refused);
  }

  /** The room says that it takes messages again. */
  retryNow() {
    this.#sender.retryNow();
  }

  lineLive() {
    this.#turn.wait();
    this.#sender.lineLive();
  }

  lineLost(code: number) {
    this.#queue.lineLost();
    this.#sender.lineLost(code);
  }

  /** The line does not come back by itself. Another tab's may be live, and has words of this one to send, too. */
  lineClosed() {
    this.#sender.elect(false);
    this.#turn.leave();
  }

  close() {
    this.#isClosed = true;
    this.lineClosed();
    this.#stopWake();
    void this.#leave();
  }

  async #sendForAll(signal: AbortSignal): Promise<void> {
    // What other tabs wrote before this one could hear them.
    await this.load();
    this.#deps.changed();
    if (signal.aborted) return;
    // Whatever the tab before was sending when it closed is sent again.
    this.#queue.nowSending(null);
    this.#sender.elect(true);
  }

  /** What is being written when the room closes is still told to the tabs that stay. */
  async #leave() {
    await this.#keeper.done();
    this.#tabs.leave();
  }

  /** The note comes first: what is shown from now on must survive a reload in this very moment. */
  #write(wish: Wish, instead?: CommandId): CommandId {
    const { clock, newId } = this.#deps;
    const row = { id: newId(), wish, writtenAt: clock.now() };
    const written = { row, ...(instead && { instead }) };
    this.#enqueue(written, this.#keeper.note(written));
    return row.id;
  }

  /** What is noted and not in the queue. */
  #leftNotes(): UnsentNote[] {
    return this.#keeper.notes().filter(({ row }) => !this.#queue.find(row.id));
  }

  /** Another tab's may be taken too: ids are one. */
  #takeNotes(notes: readonly UnsentNote[]) {
    for (const { nth: _, ...written } of notes) {
      if (this.#queue.isDone(written.row.id)) this.#keeper.forgetNotes([written.row]);
      else if (!this.#queue.find(written.row.id)) this.#enqueue(written, true);
    }
  }

  #enqueue(written: Written, isNoted: boolean) {
    if (written.instead) this.#queue.letGo(written.instead);
    this.#queue.write(written.row, isNoted);
    this.#keeper.store(written);
  }

  /** Nothing is sent before: a tab that dies right after the first byte must find it again. */
  #stored(group: readonly Written[], places: readonly number[] | null) {
    group.forEach(({ row, instead }, i) => {
      const order = places?.[i] ?? placeAfter(this.#queue.lastPlace, row.writtenAt);
      const stored = { ...row, order };
      if (this.#queue.find(row.id)) {
        this.#queue.take([stored], places !== null);
        this.#tabs.written(stored, instead);
      } else {
        this.#keeper.forget([{ ...stored, fact: null, isKept: true }]);
      }
    });
    this.#sender.pump();
    this.#deps.changed();
  }

  /** What is shown as an event has been settled by some tab. The disk may have been read, or written, too late for it. */
  #dropShown() {
    const shown = this.#queue.dropShown(this.#deps.cursor());
    if (shown.length > 0) this.#keeper.forget(shown);
  }

  #fail(id: CommandId, code: RefusalCode) {
    const row = this.#queue.fail(id, code);
    // What was wished for is so: another device was quicker.
    if (row && code === "no_change") this.#keeper.forget([row]);
    else if (row && isStored(row)) this.#keeper.update(toStored(row));
    this.#tabs.refused("failed", id, code);
    this.#queueChanged();
    this.#deps.changed();
  }

  #postponed(id: CommandId, code: RefusalCode) {
    if (this.#queue.postpone(id, code)) this.#keeper.notSent();
    this.#tabs.refused("postponed", id, code);
    this.#deps.changed();
  }

  #nowSending(id: CommandId | null) {
    this.#queue.nowSending(id);
    this.#tabs.sending(id);
    this.#deps.changed();
  }

  #queueChanged() {
    this.#sender.rowsChanged((id) => this.#queue.isUnsettled(id));
  }
}
