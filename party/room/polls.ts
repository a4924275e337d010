import type { ArchiveState } from "#protocol/down.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { Answer, Author, ListenQuery } from "../rooms.ts";
import type { Allowance } from "../object/allowance.ts";
import { catchUp, welcome } from "./catch-up.ts";
import type { Journal } from "./journal.ts";
import { objectionToEntering } from "./permissions.ts";
import type { NoteDoor } from "./note-door.ts";
import type { Clock } from "../object/ports.ts";
import type { Presence } from "./presence.ts";
import type { RoomReceipts } from "./receipts.ts";
import type { Seat } from "../object/seats.ts";
import { isFar, isUpToDate } from "./resume.ts";
import { SIGNED_OUT } from "../object/signed-out.ts";
import type { Turns } from "../object/turns.ts";
import { WaitingPolls } from "../object/waiting-polls.ts";
import type { Typing } from "./typing.ts";

/** Messages as texts, such as a socket would hear after its hello; or why there are none. */
type Told = Answer<string[]>;

type Room = {
  journal: Journal;
  clock: Clock;
  turns: Turns;
  allowance: Allowance;
  presence: Presence;
  typing: Typing;
  receipts: RoomReceipts;
  archive: () => ArchiveState;
  note: NoteDoor;
};

/**
 * The room's door for those without a socket. Each asks for what comes after a cursor, and waits while that is
 * nothing. Whoever waits has the head as cursor, so what the next beat writes is the answer to all of them.
 */
export class Polls {
  readonly #room: Room;
  readonly #waiting: WaitingPolls<string[], Seat>;
  #asked = 0;

  constructor(room: Room) {
    this.#room = room;
    this.#waiting = new WaitingPolls({
      clock: room.clock,
      turn: (act) => room.turns.take(act),
      nothing: (seat) => this.#told(seat, [], this.#signals()),
      left: (seat) => room.presence.depart(seat),
    });
  }

  listen(by: Author, query: ListenQuery): Promise<Told> {
    const { allowance, clock, turns } = this.#room;
    const taken = allowance.poll(by.person, clock.now());
    if (!taken.ok) return Promise.resolve(no("rate_limited", taken.waitMs));
    return new Promise((answer, fail) => {
      // Reading the head and beginning to wait are one turn, so that nothing falls between.
      turns.take(() => this.#attend(by, query, answer)).catch(fail);
    });
  }

  /** What came after `before` has become durable: whoever waits hears it, or that they may not any more. */
  async eventsCame(before: number): Promise<void> {
    if (this.#waiting.size === 0) return;
    const { journal } = this.#room;
    const events = await catchUp(journal, { epoch: journal.epoch, cursor: before });
    const signals = this.#signals();
    this.#waiting.answer((by, seat) => {
      const objection = objectionToEntering(journal.state, by);
      return objection ? no(objection) : this.#told(seat, events, signals);
    });
  }

  /** Sessions were signed out: what waits for one of them waits no longer. */
  endSessions(sessions: ReadonlySet<string>): void {
    this.#waiting.answer(({ session }) => (sessions.has(session) ? SIGNED_OUT : null));
  }

  /** Memory cannot be trusted any more. They ask again, and find a room that was read anew. */
  giveUp(): void {
    this.#waiting.giveUp();
  }

  async #attend(by: Author, query: ListenQuery, answer: (told: Told) => void): Promise<void> {
    const { allowance, clock, journal, presence } = this.#room;
    const objection = objectionToEntering(journal.state, by);
    if (objection) return answer(no(objection));
    const seat = this.#newSeat(by);
    const hasNews = !isUpToDate(query, journal.epoch, journal.head);
    if (!hasNews && query.waitMs > 0) {
      const { waitMs, sessionExpiresAt } = query;
      if (this.#waiting.wait({ by, waitMs, sessionExpiresAt, of: seat, answer }))
        presence.arrive(seat);
      return;
    }
    if (isFar(query, journal.epoch, journal.head)) {
      const taken = allowance.entry("hello", by.person, clock.now());
      if (!taken.ok) return answer(no("rate_limited", taken.waitMs));
    }
    const events = await catchUp(journal, query);
    presence.arrive(seat);
    answer(this.#told(seat, events, this.#signals()));
    presence.depart(seat);
  }

  #told({ who }: Seat, events: readonly string[], signals: readonly string[]): Told {
    const { journal, archive, receipts } = this.#room;
    const welcoming = JSON.stringify(welcome(journal, who, archive()));
    const read = receipts.all(who.id);
    const own = read ? [JSON.stringify(read)] : [];
    return { ok: true, value: [welcoming, ...events, ...signals, ...own] };
  }

  /** Not what has changed since, which nobody keeps for those who are away, but how it is now. */
  #signals(): string[] {
    const { presence, typing, clock, note } = this.#room;
    const typists = typing.now(clock.now(), presence.count);
    const signals = [presence.everyone(), ...typists, ...note.now()];
    return signals.map((signal) => JSON.stringify(signal));
  }

  #newSeat({ person, name }: Author): Seat {
    this.#asked += 1;
    return { id: `poll ${this.#asked}`, who: { id: person, name } };
  }
}

function no(code: RefusalCode, retryAfterMs?: number): Told {
  return { ok: false, refusal: refusal(code, retryAfterMs) };
}
