import { PersonId, uuid7, type CommandId } from "#protocol/ids.ts";
import * as v from "valibot";
import type { RoomCommand } from "#protocol/commands.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type {
  Answer,
  Author,
  Done,
  HistoryQuery,
  ThreadQuery,
  TicketClaims,
} from "#party/rooms.ts";
import type { HistoryPage } from "../../web/room/history-page.ts";
import { Accounts } from "./accounts.ts";
import type { Chance } from "./chance.ts";
import type { SimClock } from "./sim-clock.ts";
import type { Room } from "#party/room/room.ts";
import type { SimHost } from "./sim-host.ts";
import { ServerSocket } from "./server-socket.ts";
import { Violation, type Verdict } from "./violation.ts";
import type { Witness } from "./witness.ts";

const TICKET_LIVES_MS = 30_000;
const SESSION_LIVES_MS = 300_000;

/** Everything in front of the room: who may enter, tickets, and the API that hands a request on. */
export class SimServer {
  readonly host: SimHost<Room>;
  readonly witness: Witness;
  readonly accounts: Accounts;
  readonly #clock: SimClock;
  readonly #chance: Chance;
  readonly #tickets = new Map<string, TicketClaims>();
  /** The last ticket whose socket has been opened, for whoever finds it in a log. */
  spentTicket: string | null = null;
  #named = 0;

  constructor(clock: SimClock, chance: Chance, host: SimHost<Room>, witness: Witness) {
    this.#clock = clock;
    this.#chance = chance;
    this.host = host;
    this.accounts = new Accounts(() => this, clock);
    this.witness = witness;
  }

  newId(at = this.#clock.now()): CommandId {
    return uuid7(at, this.#chance.bytes(10)) as CommandId;
  }

  now(): number {
    return this.#clock.now();
  }

  nameSocket(): string {
    this.#named += 1;
    return `socket-${this.#named}`;
  }

  /** A ticket for one socket, for who may enter. */
  async ticket(by: Author): Promise<Answer<{ ticket: string; sessionExpiresAt: number }>> {
    const admitted = await this.host.ask((room) => room.admits(by));
    if (!admitted.ok) return admitted;
    const ticket = this.newId();
    const now = this.#clock.now();
    const sessionExpiresAt = now + SESSION_LIVES_MS;
    this.#tickets.set(ticket, {
      ...by,
      ticket,
      ticketExpiresAt: now + TICKET_LIVES_MS,
      sessionExpiresAt,
    });
    return { ok: true, value: { ticket, sessionExpiresAt } };
  }

  /** What admission makes of a ticket: it knows signatures and time, not what was spent. */
  admit(ticket: string): TicketClaims | null {
    const claims = this.#tickets.get(ticket);
    return claims && claims.ticketExpiresAt >= this.#clock.now() ? claims : null;
  }

  opened(ticket: string) {
    this.spentTicket = ticket;
  }

  /** Someone who found a ticket that was used before tries to hear something by it. */
  async replay(ticket: string, verdict: Verdict): Promise<void> {
    const claims = this.admit(ticket);
    if (!claims) return;
    const far = new ServerSocket(this.nameSocket(), claims, {
      frame: (text) => verdict.failed(new Violation("A spent ticket was good again.", text)),
      closed: () => undefined,
    });
    await this.host.connect(far);
    const hello = { t: "hello", version: PROTOCOL_VERSION, epoch: null, cursor: 0 };
    await this.host.receive(far, JSON.stringify(hello));
    await this.host.disconnect(far);
  }

  /** A command by HTTP. What its answer says has happened must have happened for good. */
  async command(by: Author, command: RoomCommand): Promise<Answer<Done>> {
    // Who comes in is called what the API knows by then; for all else a token will do, however old.
    const author = command.type === "room.join" ? this.accounts.now(by) : by;
    const answer = await this.host.ask((room) => room.command(author, command));
    if (answer.ok) this.witness.answer(answer.value.events);
    return answer;
  }

  async history(by: Author, query: HistoryQuery): Promise<Answer<Page>> {
    const answer = await this.host.ask((room) => room.pages.history(by, query));
    if (!answer.ok) return answer;
    const { messages: events, ...rest } = answer.value;
    this.witness.page({ events, ...rest });
    return { ok: true, value: { events, ...rest } };
  }

  async thread(by: Author, query: ThreadQuery): Promise<Answer<Page>> {
    const answer = await this.host.ask((room) => room.pages.thread(by, query));
    if (!answer.ok) return answer;
    const { messages: events, ...rest } = answer.value;
    this.witness.thread(query, { events, ...rest });
    return { ok: true, value: { events, ...rest } };
  }
}

/** A page as a browser reads it. */
export type Page = HistoryPage & { hasMore: boolean };

/** `first`: also what the trace calls them. Their whole name is in nothing that anyone writes. */
export function author(first: string, role: Author["role"] = "member"): Author {
  const person = v.parse(PersonId, first.toLowerCase());
  return { person, name: `${first} Smith`, role, session: `of-${first}` };
}
