import { CLOSE } from "#protocol/close-codes.ts";
import { turnAway } from "../object/standing.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { Answer, Author, TicketClaims } from "../rooms.ts";
import { tooFast, type Allowance } from "../object/allowance.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import type { Journal } from "./journal.ts";
import { objectionToEntering } from "./permissions.ts";
import type { Clock, Peer, Storage } from "../object/ports.ts";
import type { Seats } from "../object/seats.ts";
import { spendTicket } from "../object/spent-tickets.ts";
import type { Turns } from "../object/turns.ts";

type Desk = {
  clock: Clock;
  storage: Storage;
  journal: Journal;
  turns: Turns;
  allowance: Allowance;
  seats: Seats;
  ended: EndedSessions;
};

/** Who may come in: asked before someone gets a ticket, and again when a socket comes with one. */
export class Entrance {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  objectionTo(by: Author): RefusalCode | null {
    const { journal, ended } = this.#desk;
    if (ended.has(by.session)) return "unauthenticated";
    // It will be there in a moment: whoever hears that it does not exist would not come back.
    if (journal.restoring) return "unavailable";
    return objectionToEntering(journal.state, by);
  }

  /** Whether this person may have a ticket now. */
  admits(by: Author): Answer<null> {
    const { allowance, clock } = this.#desk;
    const objection = this.objectionTo(by);
    if (objection) return { ok: false, refusal: refusal(objection) };
    const taken = allowance.entry("ticket", by.person, clock.now());
    return taken.ok ? { ok: true, value: null } : tooFast(taken.waitMs);
  }

  /** A socket with a checked ticket. It is let in, or told why not as soon as it speaks. */
  async connect(peer: Peer, claims: TicketClaims): Promise<void> {
    const { turns, storage, clock, seats } = this.#desk;
    await turns.take(async () => {
      const isFresh = await spendTicket(storage, claims, clock.now());
      const code = isFresh ? this.#codeAgainst(claims) : CLOSE.session;
      if (code === null) seats.admit(peer);
      else turnAway(peer, code, this.#desk.clock);
    });
  }

  #codeAgainst(claims: TicketClaims): number | null {
    const { journal, seats, ended } = this.#desk;
    if (ended.has(claims.session)) return CLOSE.session;
    const objection = objectionToEntering(journal.state, claims);
    if (objection) return objection === "no_such_room" ? CLOSE.noSuchRoom : CLOSE.notMember;
    return seats.isFull(claims.person) ? CLOSE.tooMany : null;
  }
}
