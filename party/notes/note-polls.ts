import type { PersonId } from "#protocol/ids.ts";
import { noteText } from "#protocol/notes/frames.ts";
import { MAX_NOTE_UPDATE_BYTES } from "#protocol/notes/limits.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import { decodeStateVector, encodeStateAsUpdate, encodeStateVector } from "yjs";
import { tooFast, type Allowance } from "../object/allowance.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import type { Clock } from "../object/ports.ts";
import { WaitingPolls } from "../object/waiting-polls.ts";
import { SIGNED_OUT } from "../object/signed-out.ts";
import type { Answer, Author } from "../rooms.ts";
import type { AccessDesk } from "./access-desk.ts";
import type { Gone, NoteQuestion } from "./notes.ts";
import type { Engine } from "./ports.ts";
import type { UpdateLog } from "./update-log.ts";
import { asBody, syncFrame } from "./write-frames.ts";

type Told = Answer<Uint8Array>;

/** What is known of whoever waits. */
type Asked = { question: NoteQuestion; mayWrite: boolean };

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
  readonly #waiting: WaitingPolls<Uint8Array, Asked>;

  constructor(desk: Desk) {
    this.#desk = desk;
    const { clock, turn } = desk;
    this.#waiting = new WaitingPolls({
      clock,
      turn,
      nothing: ({ mayWrite }) => this.#nothing(mayWrite),
    });
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
      const asked = { question, mayWrite: may.value.mayWrite };
      turn(async () => this.#attend(by, asked, answer)).catch(fail);
    });
  }

  /** In a turn: a change is durable, and whoever waits hears it. */
  changed(): void {
    this.#waiting.answer((by, asked) => this.#news(by, asked));
  }

  gone({ people, sessions }: Gone): void {
    this.#waiting.answer(({ person, session }) => {
      if (sessions.includes(session)) return SIGNED_OUT;
      return people.includes(person) ? no("not_member") : null;
    });
  }

  /** They come back with another token, and hear what they may do now. */
  roleIs(person: PersonId): void {
    this.#waiting.answer((by) => (by.person === person ? SIGNED_OUT : null));
  }

  /** Memory cannot be trusted any more. They ask again, and find a note that was read anew. */
  giveUp(): void {
    this.#waiting.giveUp();
  }

  #attend(by: Author, asked: Asked, answer: (told: Told) => void): void {
    const { log, ended } = this.#desk;
    const { after, waitMs, sessionExpiresAt } = asked.question;
    if (ended.has(by.session)) return answer(SIGNED_OUT);
    if (after !== log.head) return answer(this.#news(by, asked));
    if (waitMs === 0) return answer(this.#nothing(asked.mayWrite));
    this.#waiting.wait({ by, waitMs, sessionExpiresAt, of: asked, answer });
  }

  #nothing(mayWrite: boolean): Told {
    return { ok: true, value: asBody([this.#welcome(mayWrite)]) };
  }

  /** What the note has, and what of it the editor lacks: the answer to its question, or what has happened since its last one. */
  #news(by: Author, { question, mayWrite }: Asked): Told {
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
