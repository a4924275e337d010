import { MAX_POLLS_PER_PERSON, SESSION_LEEWAY_MS } from "#protocol/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import type { Answer, Author } from "../rooms.ts";
import { tooFast } from "./allowance.ts";
import type { Clock } from "./ports.ts";
import { SIGNED_OUT } from "./signed-out.ts";

/** A question that nothing answers yet. `of`: what the one who answers has to know of it. */
export type Question<Value, Of> = {
  by: Author;
  /** Longest wait, and when the session ends of the token that it came with; ms, and ms since epoch. */
  waitMs: number;
  sessionExpiresAt: number;
  of: Of;
  answer: (told: Answer<Value>) => void;
};

type Waiting<Value, Of> = Question<Value, Of> & {
  sessionEndsAt: number;
  endsAt: number;
  cancelEnd: () => void;
};

type Deps<Value, Of> = {
  clock: Clock;
  turn: (act: () => Promise<void>) => Promise<void>;
  /** What is told when the time is up and nothing was new. */
  nothing: (of: Of) => Answer<Value>;
  /** One waits no longer, for whatever reason. */
  left?: (of: Of) => void;
};

/** Those who ask by requests what is new in a room or a note, and wait while that is nothing. Each is answered once. */
export class WaitingPolls<Value, Of> {
  readonly #deps: Deps<Value, Of>;
  readonly #waiting = new Set<Waiting<Value, Of>>();

  constructor(deps: Deps<Value, Of>) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Waits from now on; false, and answered, where so many of this person's wait already. */
  wait(question: Question<Value, Of>): boolean {
    const { clock } = this.#deps;
    const now = clock.now();
    const own = [...this.#waiting].filter(({ by }) => by.person === question.by.person);
    if (own.length >= MAX_POLLS_PER_PERSON) {
      const firstEndsAt = Math.min(...own.map(({ endsAt }) => endsAt));
      question.answer(tooFast(Math.max(0, firstEndsAt - now)));
      return false;
    }
    const sessionEndsAt = question.sessionExpiresAt + SESSION_LEEWAY_MS;
    const endsAt = Math.min(now + question.waitMs, sessionEndsAt);
    const cancelEnd = clock.after(Math.max(0, endsAt - now), () => this.#timeIsUp(poll));
    const poll: Waiting<Value, Of> = { ...question, sessionEndsAt, endsAt, cancelEnd };
    this.#waiting.add(poll);
    return true;
  }

  /** Answers whoever `tell` has an answer for; with null they go on waiting. */
  answer(tell: (by: Author, of: Of) => Answer<Value> | null): void {
    for (const poll of this.#waiting) {
      const told = tell(poll.by, poll.of);
      if (told) this.#end(poll, told);
    }
  }

  /** Memory cannot be trusted any more. They ask again, and find what was read anew. */
  giveUp(): void {
    for (const poll of this.#waiting) this.#end(poll, UNAVAILABLE);
  }

  #timeIsUp(poll: Waiting<Value, Of>): void {
    const { clock, turn, nothing } = this.#deps;
    const end = async () => {
      const isSessionOver = clock.now() >= poll.sessionEndsAt;
      this.#end(poll, isSessionOver ? SIGNED_OUT : nothing(poll.of));
    };
    // A turn of its own: in the middle of another's, the head may belong to a write that is not durable yet.
    turn(end).catch(() => this.#end(poll, UNAVAILABLE));
  }

  #end(poll: Waiting<Value, Of>, told: Answer<Value>): void {
    if (!this.#waiting.delete(poll)) return;
    poll.cancelEnd();
    poll.answer(told);
    this.#deps.left?.(poll.of);
  }
}

const UNAVAILABLE = { ok: false, refusal: refusal("unavailable") } as const;
