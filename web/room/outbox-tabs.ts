import * as v from "valibot";
import type { CommandId } from "#protocol/ids.ts";
import type { RefusalCode } from "#protocol/refusals.ts";
import type { OutboxRow } from "../storage/room-disk.ts";
import type { Channel, OpenChannel } from "../tabs.ts";
import { OutboxNews } from "./outbox-news.ts";
import type { OutboxQueue } from "./outbox-queue.ts";
import type { Rows } from "./outbox-rows.ts";

/** What a person's tabs tell each other of one room's outbox, so that the queue is the same in all of them. */
export class OutboxTabs {
  readonly #queue: OutboxQueue;
  readonly #followed: () => void;
  readonly #channel: Channel;
  readonly #epoch: () => string | null;
  #hasLeft = false;

  /** `followed`: the queue has changed, because another tab said so. */
  constructor(
    open: OpenChannel,
    { name, epoch }: { name: string; epoch: () => string | null },
    queue: OutboxQueue,
    followed: () => void,
  ) {
    this.#epoch = epoch;
    this.#queue = queue;
    this.#followed = followed;
    this.#channel = open(name, (message) => this.#heard(message));
  }

  /** Nothing is told or heard from here on. */
  leave() {
    this.#hasLeft = true;
    this.#channel.close();
  }

  /** Some tab has written this, and the disk has it or does not play along. */
  written(row: OutboxRow, instead?: CommandId) {
    const isUnkept = this.#queue.find(row.id)?.isKept === false;
    const news = { kind: "written", row, instead: instead ?? null } as const;
    this.#tell({ ...news, ...(isUnkept && { isUnkept: true }) });
  }

  /** A tab may have died between writing a row and telling of it; the one that sends has not read the disk since. */
  waiting() {
    for (const row of this.#queue.waiting()) this.written(row);
  }

  /**
   * This tab sees the room in a life that it did not know. What others told it of that life, or it told them, was not
   * followed: what either still waits for is told again, and whoever knows what has become of it answers.
   */
  newLife() {
    this.#tell({ kind: "new_life" });
    this.waiting();
  }

  sending(id: CommandId | null) {
    this.#tell({ kind: "sending", id });
  }

  /** For good, or until later: the others may take it back too, where it is certain by `code` that it has not arrived. */
  refused(kind: "failed" | "postponed", id: CommandId, code: RefusalCode) {
    this.#tell({ kind, id, code });
  }

  discarded(id: CommandId) {
    this.#tell({ kind: "discarded", id });
  }

  /** What is on its way has become an event, as far as this tab knows. */
  fact(id: CommandId | null) {
    const row = id === null ? undefined : this.#queue.find(id);
    if (row && row.fact !== null) this.#tellFact(row.id, row.fact);
  }

  /** A tab that comes back by a snapshot may never see the event, and would keep the row for ever. */
  settled(rows: Rows) {
    for (const { id, fact } of rows) {
      if (fact !== null) this.#tellFact(id, fact);
    }
  }

  #tellFact(id: CommandId, seq: number) {
    this.#tell({ kind: "fact", id, seq, epoch: this.#epoch() });
  }

  #tell(news: OutboxNews) {
    if (!this.#hasLeft) this.#channel.post(news);
  }

  /** Another tab has written, sent or settled something. It may run an older page, so what it says is checked. */
  #heard(message: unknown) {
    const news = v.safeParse(OutboxNews, message);
    if (!news.success) return;
    this.#follow(news.output);
    this.#followed();
  }

  #follow(news: OutboxNews) {
    switch (news.kind) {
      case "written":
        if (news.instead) this.#queue.letGo(news.instead);
        // Where its writer could not keep it, this tab warns too: the writer may be closed first.
        this.#queue.take([news.row], !news.isUnkept);
        // Whoever took it from a note, or from a disk that lags, may not know yet what has become of it.
        return this.#answer(news.row.id);
      case "sending":
        return this.#queue.nowSending(news.id);
      case "failed":
        return void this.#queue.fail(news.id, news.code);
      case "postponed":
        return void this.#queue.postpone(news.id, news.code);
      case "fact":
        // In another life of the room that number is nothing, or something else.
        return news.epoch === this.#epoch() ? this.#queue.learnFact(news.id, news.seq) : undefined;
      case "discarded":
        return this.#queue.canLetGo(news.id) ? this.#queue.letGo(news.id) : undefined;
      case "new_life":
        return this.waiting();
    }
  }

  #answer(id: CommandId) {
    const row = this.#queue.find(id);
    if (!row) this.discarded(id);
    else if (row.failed) this.refused("failed", id, row.failed);
    else if (id === this.#queue.sending) this.sending(id);
    else this.fact(id);
  }
}
