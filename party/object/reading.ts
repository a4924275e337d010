import {
  GREETING_TIMEOUT_MS,
  MARK_EVERY_UNITS,
  MARK_TIMEOUT_MS,
  MAX_UNREAD_UNITS,
} from "#protocol/limits.ts";
import { MarkNumbers } from "./mark-numbers.ts";

/** A question for a sign of reading: at which unit it stands, and until when it has to be said back. */
type Asked = { n: number; position: number; until: number };

/**
 * How far one reader is behind what was sent to it (contract C14). A host does not tell what waits in a socket, so the
 * reader has to: now and then a mark is put behind what was sent, and whoever has read that far says it back.
 * Nothing here is a timer, because a room has to be able to sleep; after sleep, counting starts anew.
 */
export class Reading {
  readonly #marks: MarkNumbers;
  #asked: Asked[] = [];
  /** In UTF-16 units: all that was sent, and how much of it was there at the last mark, and at the last one said back. */
  #sent = 0;
  #markedUpTo = 0;
  #readUpTo = 0;
  /** Units of the newest answer to a hello, which may be large, was asked for and is not held against the reader. */
  #greeting = 0;
  #isGreeting = false;

  /** `secret` is something that the reader does not know, so that it cannot say marks that it has not read. */
  constructor(secret: string) {
    this.#marks = new MarkNumbers(secret);
  }

  isTooSlow(now: number): boolean {
    const [oldest] = this.#asked;
    const isLate = oldest !== undefined && now > oldest.until;
    return isLate || this.#sent - this.#readUpTo > MAX_UNREAD_UNITS + this.#greeting;
  }

  /** So much was sent. Gives the mark that has to follow it, when one is due. */
  sent(units: number, now: number): number | null {
    this.#sent += units;
    if (this.#isGreeting) this.#greeting += units;
    if (this.#sent - this.#markedUpTo < MARK_EVERY_UNITS) return null;
    this.#markedUpTo = this.#sent;
    const n = this.#marks.next();
    const until = now + (this.#isGreeting ? GREETING_TIMEOUT_MS : MARK_TIMEOUT_MS);
    this.#asked.push({ n, position: this.#sent, until });
    return n;
  }

  /** What is sent from here until `greetingEnds` answers a hello. */
  greetingBegins(): void {
    this.#isGreeting = true;
    this.#greeting = 0;
  }

  greetingEnds(): void {
    this.#isGreeting = false;
  }

  /** Whether this text says back a mark that is waited for, exactly as it was asked. If so, it was heard. */
  hears(frame: unknown): boolean {
    const asked = this.#asked.find(({ n }) => frame === `{"t":"mark","n":${n}}`);
    if (asked) this.saidBack(asked.n);
    return asked !== undefined;
  }

  /** A mark came back: all that was sent before it was read. One that nobody waits for says nothing. */
  saidBack(n: number): void {
    const index = this.#asked.findIndex((asked) => asked.n === n);
    const asked = this.#asked[index];
    if (!asked) return;
    this.#readUpTo = asked.position;
    this.#asked = this.#asked.slice(index + 1);
    if (!this.#isGreeting) this.#greeting = 0;
  }
}
