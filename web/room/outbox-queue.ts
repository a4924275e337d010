import type { RoomEvent } from "#protocol/events.ts";
import type { CommandId, PersonId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { NewOutboxRow, OutboxRow } from "../storage/room-disk.ts";
import {
  firstToSend,
  isChanging,
  isPosting,
  isShownAsEvent,
  isStored,
  toChange,
  toPending,
  toStored,
  withFacts,
  withRows,
  type Rows,
  type Waiting,
} from "./outbox-rows.ts";
import type { Change, Pending } from "./room-view.ts";

/** Refusals after which it is certain that the room has not taken the message. Others may come from half way. */
const NOT_TAKEN: ReadonlySet<RefusalCode> = new Set(["rate_limited", "held_back", "read_only"]);

/** The queue in memory: what is waiting, what has become a fact, what is gone. It knows no disk, tab or line. */
export class OutboxQueue {
  readonly #person: PersonId;
  #rows: Rows = [];
  /** Which of this person's commands are events, as far as this tab knows: a disk that lags must not undo it. */
  readonly #facts = new Map<CommandId, number>();
  /** What a room has refused for good. Whoever has heard of it before the row itself must not send it. */
  readonly #refused = new Map<CommandId, RefusalCode>();
  /** What has left the queue unsent. A disk that is still being read must not bring it back. */
  readonly #gone = new Set<CommandId>();
  readonly #shown = new WeakMap<Waiting, Pending | Change>();
  #sending: CommandId | null = null;
  #postponed: { id: CommandId; code: RefusalCode } | null = null;
  /** What has been on its way and was neither accepted nor refused: it may have arrived. */
  readonly #unknown = new Set<CommandId>();

  constructor(person: PersonId) {
    this.#person = person;
  }

  /** Rows for the screen, in the order of writing. Rows that did not change keep their identity. */
  pending(): readonly Pending[] {
    return this.#rows.filter(isPosting).map((row) => this.#show(row, toPending));
  }

  /** What is wished for messages that are there, in the order of wishing. Likewise. */
  changes(): readonly Change[] {
    return this.#rows.filter(isChanging).map((row) => this.#show(row, toChange));
  }

  #show<Row extends Waiting, Shown extends Pending | Change>(
    row: Row,
    as: (row: Row, send: Pending["send"]) => Shown,
  ): Shown {
    const send = this.#howFar(row);
    const shown = this.#shown.get(row);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row is shown in one way only
    if (JSON.stringify(shown?.send) === JSON.stringify(send)) return shown as Shown;
    const next = as(row, send);
    this.#shown.set(row, next);
    return next;
  }

  #howFar({ id, failed }: Waiting): Pending["send"] {
    if (failed) return { at: "failed", code: failed };
    if (id === this.#sending) return { at: "sending" };
    if (id === this.#postponed?.id) return { at: "queued", why: this.#postponed.code };
    return this.#unknown.has(id) ? { at: "queued", isUnknown: true } : { at: "queued" };
  }

  /** What some tab is sending this moment. */
  get sending(): CommandId | null {
    return this.#sending;
  }

  nowSending(id: CommandId | null) {
    this.#sending = id;
    if (id === null) return;
    this.#postponed = null;
    this.#unknown.add(id);
  }

  /** This was sent by an earlier visit, or by another tab, and what became of it is not known here. */
  mayHaveArrived(id: string | null) {
    for (const row of this.#rows) if (row.id === id) this.#unknown.add(row.id);
  }

  /** The room will take this later. Gives whether it is certain by that that it has not taken it. */
  postpone(id: CommandId, code: RefusalCode): boolean {
    this.#postponed = { id, code };
    return NOT_TAKEN.has(code) && this.#unknown.delete(id);
  }

  /** What a room said on a line that is lost holds no longer. */
  lineLost() {
    this.#postponed = null;
  }

  /** Whether it can still be taken back: it has not been sent, or was refused. */
  canLetGo(id: CommandId): boolean {
    const row = this.find(id);
    if (!row || id === this.#sending) return false;
    return row.failed !== undefined || !this.#unknown.has(id);
  }

  find(id: CommandId): Waiting | undefined {
    return this.#rows.find((row) => row.id === id);
  }

  next(): Waiting | undefined {
    return firstToSend(this.#rows);
  }

  /** What the disk has, or does not take, and is not said as far as this tab knows. */
  waiting(): OutboxRow[] {
    return this.#rows
      .filter(({ fact }) => fact === null)
      .filter(isStored)
      .map(toStored);
  }

  isUnsettled(id: CommandId): boolean {
    return this.find(id)?.fact === null;
  }

  /** Whether nothing is to be done for this id any more: it is a fact, or it has left the queue unsent. */
  isDone(id: CommandId): boolean {
    return this.#gone.has(id) || this.#facts.has(id);
  }

  /** Whether something has still to be sent, or would be gone with this page because nothing else keeps it. */
  get hasWork(): boolean {
    return this.#rows.some(
      ({ failed, fact, isKept }) => fact === null && (failed === undefined || !isKept),
    );
  }

  get lastPlace(): number {
    return Math.max(0, ...this.#rows.map(({ order }) => order ?? 0));
  }

  /** Written this moment: last in the queue, and without a place until the disk has given it one. */
  write(row: NewOutboxRow, isKept: boolean) {
    this.#rows = [...this.#rows, { ...this.#asRefused(row), order: null, fact: null, isKept }];
  }

  /** Takes up rows from the disk or from another tab, unless they are known to be gone. */
  take(rows: readonly OutboxRow[], areKept: boolean) {
    const wanted = rows.filter(({ id }) => !this.#gone.has(id)).map((row) => this.#asRefused(row));
    this.#rows = withFacts(withRows(this.#rows, wanted, areKept), this.#facts);
  }

  letGo(id: CommandId) {
    this.#gone.add(id);
    this.#rows = this.#rows.filter((row) => row.id !== id);
  }

  /** The row as it stands then, or stood: what is so already has nothing to wait for. */
  fail(id: CommandId, code: RefusalCode): Waiting | undefined {
    if (code === "no_change") {
      const row = this.find(id);
      this.letGo(id);
      return row;
    }
    this.#refused.set(id, code);
    this.#rows = this.#rows.map((row) => this.#asRefused(row));
    return this.find(id);
  }

  #asRefused<Row extends NewOutboxRow>(row: Row): Row {
    const failed = this.#refused.get(row.id);
    return failed && failed !== row.failed ? { ...row, failed } : row;
  }

  /** Events of the room, by whomever. */
  learn(events: readonly RoomEvent[]) {
    for (const { by, id, seq } of events) if (by === this.#person) this.#facts.set(id, seq);
    this.#rows = withFacts(this.#rows, this.#facts);
  }

  /** Another tab has learned that this is an event. */
  learnFact(id: CommandId, seq: number) {
    this.#facts.set(id, seq);
    this.#rows = withFacts(this.#rows, this.#facts);
  }

  /** The rows that a reader at `cursor` sees as events. They leave. */
  dropShown(cursor: number): Rows {
    const shown = this.#rows.filter((row) => isShownAsEvent(row, cursor));
    if (shown.length > 0) this.#rows = this.#rows.filter((row) => !shown.includes(row));
    return shown;
  }

  /** The room has lost its storage: what it once accepted, it may not have any more. Gives the rows that wait again. */
  forgetFacts(): Rows {
    const were = new Set(this.#rows.filter(({ fact }) => fact !== null).map(({ id }) => id));
    this.#facts.clear();
    this.#rows = this.#rows.map((row) => ({ ...row, fact: null }));
    return this.#rows.filter(({ id }) => were.has(id));
  }
}
