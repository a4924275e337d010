import type { PersonId } from "#protocol/ids.ts";
import { MAX_POLLS_PER_PERSON, SESSION_LEEWAY_MS } from "#protocol/limits.ts";
import { noteText } from "#protocol/notes/frames.ts";
import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import { decodeStateVector, encodeStateAsUpdate, encodeStateVector } from "yjs";
import { tooFast, type Allowance } from "../object/allowance.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import type { Clock } from "../object/ports.ts";
import type { Answer, Author } from "../rooms.ts";
import type { AccessDesk } from "./access-desk.ts";
import type { Gone, NoteQuestion } from "./notes.ts";
import type { Engine } from "./ports.ts";
import type { UpdateLog } from "./update-log.ts";
import { asBody, syncFrame } from "./write-frames.ts";

type Told = Answer<Uint8Array>;

type Poll = {
  by: Author;
  question: NoteQuestion;
  mayWrite: boolean;
  sessionEndsAt: number;
  endsAt: number;
  answer: (told: Told) => void;
  cancelEnd: () => void;
};

type Desk = {
  clock: Clock;
  allowance: Allowance;
  engine: Engine;
  log: UpdateLog;
  ended: EndedSessions;
  access: AccessDesk;
  turn: <T>(act: () => Promise<T>) => Promise<T>;
};

/** Hears the note by requests: each says what its editor has, and waits while there is nothing else. */
export class NotePolls {
  readonly #desk: Desk;
  readonly #waiting = new Set<Poll>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async listen(by: Author, question: NoteQuestion): Promise<Told> {
    const { allowance, clock, access, turn } = this.#desk;
    const taken = allowance.poll(by.person, clock.now());
    if (!taken.ok) return tooFast(taken.waitMs);
    if (!isVector(question.vector)) return no("malformed");
    const may = await access.of(by);
    if (!may.ok) return may;
    return new Promise((answer, fail) => {
      // Looking at the head and beginning to wait are one turn, so that nothing falls between.
      turn(async () => this.#attend(by, question, may.value.mayWrite, answer)).catch(fail);
    });
  }

  /** In a turn: a change is durable, and whoever waits hears it. */
  changed(): void {
    for (const poll of this.#waiting) this.#end(poll, this.#news(poll));
  }

  gone({ people, sessions }: Gone): void {
    for (const poll of this.#waiting) {
      if (sessions.includes(poll.by.session)) this.#end(poll, no("unauthenticated"));
      else if (people.includes(poll.by.person)) this.#end(poll, no("not_member"));
    }
  }

  /** They come back with another token, and hear what they may do now. */
  roleIs(person: PersonId): void {
    for (const poll of this.#waiting)
      if (poll.by.person === person) this.#end(poll, no("unauthenticated"));
  }

  /** Memory cannot be trusted any more. They ask again, and find a note that was read anew. */
  giveUp(): void {
    for (const poll of this.#waiting) this.#end(poll, no("unavailable"));
  }

  #attend(by: Author, question: NoteQuestion, mayWrite: boolean, answer: Poll["answer"]): void {
    const { clock, log, ended } = this.#desk;
    if (ended.has(by.session)) return answer(no("unauthenticated"));
    const hasNews = question.after !== log.head;
    if (hasNews) return answer(this.#news({ by, question, mayWrite }));
    const now = clock.now();
    const own = [...this.#waiting].filter((poll) => poll.by.person === by.person);
    if (own.length >= MAX_POLLS_PER_PERSON) {
      const firstEndsAt = Math.min(...own.map(({ endsAt }) => endsAt));
      return answer(tooFast(Math.max(0, firstEndsAt - now)));
    }
    const sessionEndsAt = question.sessionExpiresAt + SESSION_LEEWAY_MS;
    const endsAt = Math.min(now + question.waitMs, sessionEndsAt);
    if (endsAt <= now) return answer(this.#nothing(mayWrite));
    const cancelEnd = clock.after(endsAt - now, () => this.#timeIsUp(poll));
    const poll: Poll = { by, question, mayWrite, sessionEndsAt, endsAt, answer, cancelEnd };
    this.#waiting.add(poll);
  }

  #timeIsUp(poll: Poll): void {
    const { clock, turn } = this.#desk;
    const end = async () => {
      const isSessionOver = clock.now() >= poll.sessionEndsAt;
      this.#end(poll, isSessionOver ? no("unauthenticated") : this.#nothing(poll.mayWrite));
    };
    // A turn of its own: in the middle of another's, the head may belong to a write that is not durable yet.
    turn(end).catch(() => this.#end(poll, no("unavailable")));
  }

  #end(poll: Poll, told: Told): void {
    if (!this.#waiting.delete(poll)) return;
    poll.cancelEnd();
    poll.answer(told);
  }

  #nothing(mayWrite: boolean): Told {
    return { ok: true, value: asBody([this.#welcome(mayWrite)]) };
  }

  /** What the note has, and what of it the editor lacks: the answer to its question, or what has happened since its last one. */
  #news({ by, question, mayWrite }: Pick<Poll, "by" | "question" | "mayWrite">): Told {
    const { allowance, clock, engine } = this.#desk;
    const { document } = engine;
    const isFirst = question.after === null;
    const missed = encodeStateAsUpdate(document, question.vector);
    // The whole document, or much of it, is what a socket asks for when it comes.
    if (isFirst || missed.length > MAX_NOTE_UPDATE_BYTES) {
      const budget = allowance.entry("hello", by.person, clock.now());
      if (!budget.ok) return tooFast(budget.waitMs);
    }
    const state = syncFrame("step1", encodeStateVector(document));
    const told = syncFrame(isFirst ? "step2" : "update", missed);
    return { ok: true, value: asBody([this.#welcome(mayWrite), state, told]) };
  }

  #welcome(mayWrite: boolean): string {
    const { clock, log } = this.#desk;
    return noteText({ t: "welcome", mayWrite, now: clock.now(), head: log.head });
  }
}

function isVector(bytes: Uint8Array): boolean {
  try {
    decodeStateVector(bytes);
    return true;
  } catch {
    // Not Yjs's, or not whole.
    return false;
  }
}

function no(code: RefusalCode): Answer<never> {
  return { ok: false, refusal: refusal(code) };
}
