import { CLOSE } from "#protocol/close-codes.ts";
import type { InboxDown } from "#protocol/inbox/frames.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import { refusal } from "#protocol/refusals.ts";
import { RowTooLarge } from "../object/row-sizes.ts";
import { dismiss, hasGreeted, isExpired } from "../object/standing.ts";
import type { Turns } from "../object/turns.ts";
import type { Answer } from "../rooms.ts";
import { frameOf } from "./changes-frames.ts";
import { dueNotices } from "./due-notices.ts";
import { editedIn } from "./edited-in.ts";
import type { InboxState } from "./inbox-state.ts";
import { cameBackTo } from "./read-letter.ts";
import type { Woken } from "./wake-up.ts";

/** How an inbox changes: one change after the other, each durable before any device hears of it. */
export class ChangeDesk {
  readonly #inbox: Woken;
  readonly #turns: Turns;
  #hasGivenUp = false;
  /** Rows that were too large, by their keys: letters come again and again, and an operator is told once. */
  readonly #tooLarge = new Set<string>();

  constructor(inbox: Woken, turns: Turns) {
    this.#inbox = inbox;
    this.#turns = turns;
  }

  get state(): InboxState {
    return this.#inbox.log.state;
  }

  /** One change of what holds: made, made durable, and told to all devices, in one turn. `letter`: what it is made by. */
  async change(change: (state: InboxState) => InboxState, letter?: Letter): Promise<Answer<null>> {
    const { log, notices, missed, person } = this.#inbox;
    try {
      await this.#turns.take(() => this.#inTurn(change, letter));
      missed.plan();
      void notices.follow(letter);
      const edited = letter ? editedIn(letter, log.state, person) : null;
      if (edited) this.#show(edited);
      return { ok: true, value: null };
    } catch (error) {
      if (error instanceof RowTooLarge) return this.#cannotHold(error, letter);
      this.#giveUp(error);
      return { ok: false, refusal: refusal("unavailable") };
    }
  }

  async #inTurn(change: (state: InboxState) => InboxState, letter?: Letter): Promise<void> {
    const { world, person, log, notices, receipts, presence } = this.#inbox;
    const before = log.state;
    const after = change(before);
    const due = letter ? dueNotices(letter, before, after, person) : [];
    const last = letter ? cameBackTo(before, letter) : null;
    const lost = letter && last !== null ? { room: letter.room, last } : null;
    const rows = notices.rowsOf(due, lost);
    const changes = await log.commit(after, rows);
    if (!changes) return;
    if (after.receipts !== before.receipts || after.rooms !== before.rooms) receipts.look();
    notices.stored(rows, lost);
    this.#show(changes);
    if (after.self !== before.self) presence.look();
    world.headIs(log.head);
  }

  #show(told: InboxDown): void {
    const { world, seats } = this.#inbox;
    const frame = frameOf(told);
    const now = world.clock.now();
    for (const seat of seats.all().filter(hasGreeted)) {
      if (isExpired(seat, now)) dismiss(seat, CLOSE.session, "session over");
      else seat.send(frame);
    }
  }

  /**
   * A bug of ours, and nothing has changed by it. An inbox that gave up would find the same wish, or the same letter, at each new line, and
   * be closed to its person for ever. So a wish is refused for good. A letter is to come again, because it fits as soon as its room
   * was read; until then the count of that room stands still, and all else goes on.
   */
  #cannotHold({ key, bytes }: RowTooLarge, letter: Letter | undefined): Answer<never> {
    if (!this.#tooLarge.has(key)) {
      this.#tooLarge.add(key);
      const [kind = ""] = key.split(":");
      const by = letter ? "letter" : "wish";
      this.#inbox.world.counts.add("faults", "inbox");
      this.#inbox.world.log("inbox.row_too_large", { kind, bytes, by }, "alarm");
    }
    return { ok: false, refusal: refusal(letter ? "unavailable" : "inbox_full") };
  }

  /** Memory may disagree with storage now. Whoever comes next finds an inbox that was read anew. */
  #giveUp(error: unknown): void {
    if (this.#hasGivenUp) return;
    this.#hasGivenUp = true;
    const { world, seats } = this.#inbox;
    this.#turns.end();
    world.storage.takeBack();
    for (const seat of seats.all()) dismiss(seat, CLOSE.fault, "fault");
    world.giveUp(error);
  }
}
