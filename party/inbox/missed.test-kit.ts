import * as v from "valibot";
import type { Fact } from "#protocol/inbox/facts.ts";
import { RoomId } from "#protocol/ids.ts";
import { settled } from "../../test/fakes/hand-clock.ts";
import { ann, bob, InboxBench } from "../../test/fakes/inbox-bench.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const TEA = v.parse(RoomId, "tea");

/** Ann, who is away, and Bob, who says things to her in the tea room. */
export class Away {
  readonly bench: InboxBench;
  #seq = 1;

  private constructor(bench: InboxBench) {
    this.bench = bench;
  }

  static async begin(): Promise<Away> {
    const bench = await InboxBench.open();
    bench.mailAnswers = "sent";
    await bench.wake();
    const away = new Away(bench);
    await away.tell(TEA, { type: "joined", seq: 1, at: 1, by: ann.person });
    return away;
  }

  /** What Bob says now. Rooms share their numbers here, so that each message has words of its own. */
  said(more: Partial<Extract<Fact, { type: "said" }>> = {}): Extract<Fact, { type: "said" }> {
    this.#seq += 1;
    this.bench.messages.set(this.#seq, `words ${this.#seq}`);
    return { type: "said", seq: this.#seq, at: this.bench.clock.now(), by: bob, ...more };
  }

  next(): number {
    return (this.#seq += 1);
  }

  /** Bob names Ann. Gives the message's number. */
  async named(room = TEA, more: object = {}): Promise<number> {
    const fact = this.said({ mentions: [ann.person], ...more });
    await this.tell(room, fact);
    return fact.seq;
  }

  async tell(room: RoomId, ...facts: Fact[]): Promise<void> {
    const from = this.bench.told.get(room)?.at(-1)?.seq ?? 0;
    this.bench.happens(room, ...facts);
    await this.bench.inbox.tell(this.bench.letter(room, from));
    await settled();
  }

  /** What each mail told, by the messages' numbers. */
  mails(): number[][] {
    return this.bench.mailed.map(({ digest }) => digest.messages.map(({ seq }) => seq));
  }
}
