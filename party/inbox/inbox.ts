import { CLOSE } from "#protocol/close-codes.ts";
import type { InboxCommand } from "#protocol/inbox/commands.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import type { Changes } from "#protocol/inbox/frames.ts";
import { withSaid } from "#protocol/inbox/mail-choice.ts";
import type { PersonId } from "#protocol/ids.ts";
import { MAX_INBOX_SOCKETS, type RoomLimits } from "#protocol/limits.ts";
import { refusal } from "#protocol/refusals.ts";
import { Allowance, tooFast } from "../object/allowance.ts";
import { endSessions } from "../object/end-sessions.ts";
import type { Peer } from "../object/ports.ts";
import { spendTicket } from "../object/spent-tickets.ts";
import { dismiss, turnAway } from "../object/standing.ts";
import { Turns } from "../object/turns.ts";
import type { Answer, Author, TicketClaims } from "../rooms.ts";
import { ChangeDesk } from "./change-desk.ts";
import { catchUpFrames } from "./changes-frames.ts";
import { Devices } from "./devices.ts";
import { LetterDesk } from "./letter-desk.ts";
import type { InboxWorld } from "./ports.ts";
import type { InboxPresence } from "./presence.ts";
import { PushDoor } from "./push-door.ts";
import { wakeUp, type Woken } from "./wake-up.ts";
import { WishDesk } from "./wish-desk.ts";

/**
 * One person's inbox: the only authority for what they have read, and for what concerns them. Rooms tell it what happened, devices
 * what was seen, and every device hears the same changes in the same order.
 */
export class Inbox {
  readonly #parts: Woken;
  readonly #turns = new Turns();
  readonly #allowance: Allowance;
  readonly #changes: ChangeDesk;
  readonly #letters: LetterDesk;
  readonly #wishes: WishDesk;
  readonly #devices: Devices;
  readonly pushDoor: PushDoor;
  readonly presence: InboxPresence;

  private constructor(woken: Woken, limits: RoomLimits) {
    this.#parts = woken;
    this.presence = woken.presence;
    this.#allowance = new Allowance(limits);
    this.#changes = new ChangeDesk(woken, this.#turns);
    this.#letters = new LetterDesk(woken, this.#changes);
    this.#wishes = new WishDesk(woken, this.#changes);
    const { clock, origin, tickets, counts } = woken.world;
    const desk = { ...woken, clock, turns: this.#turns, allowance: this.#allowance };
    this.pushDoor = new PushDoor({
      ...desk,
      origin,
      objectionTo: (by) => this.#objectionTo(by),
    });
    this.#devices = new Devices({
      ...desk,
      tickets,
      counts,
      obey: (command) => this.#wishes.obey(command),
      arrived: () => void this.#letters.arrived(),
      isInUse: (session) => this.#isInUse(session),
    });
  }

  /** An inbox that has just woken, with the sockets that outlived its sleep. Reads storage, writes nothing. */
  static async wake(
    world: InboxWorld,
    person: PersonId,
    limits: RoomLimits,
    peers: Iterable<Peer>,
  ): Promise<Inbox> {
    const woken = await wakeUp(world, person, limits);
    const inbox = new Inbox(woken, limits);
    woken.seats.recall(peers);
    woken.presence.look();
    woken.receipts.look();
    world.headIs(woken.log.head);
    return inbox;
  }

  /** A socket with a checked ticket. It is let in, or told why not as soon as it speaks. */
  async connect(peer: Peer, claims: TicketClaims): Promise<void> {
    const { storage, clock } = this.#parts.world;
    await this.#turns.take(async () => {
      const isFresh = await spendTicket(storage, claims, clock.now());
      const code = isFresh ? this.#codeAgainst(claims) : CLOSE.session;
      if (code === null) this.#isInUse(claims.session);
      if (code === null) return this.#parts.seats.admit(peer);
      turnAway(peer, code, clock);
    });
  }

  #codeAgainst({ person, session }: TicketClaims): number | null {
    if (!this.#isTheirs(person, session)) return CLOSE.session;
    return this.#parts.seats.isFull(person, MAX_INBOX_SOCKETS) ? CLOSE.tooMany : null;
  }

  /** One frame from a socket, as it came. Never throws for anything that a client can send. */
  async receive(peer: Peer, raw: unknown): Promise<void> {
    await this.#devices.receive(peer, raw);
  }

  disconnect(peer: Peer): void {
    this.#parts.seats.leave(peer.id);
    this.presence.left(peer);
  }

  /** A room tells what happened in it. When this is answered well, it is durable, and the room need not tell it again. */
  tell(letter: Letter): Promise<Answer<{ isHere: boolean }>> {
    const { browsers } = this.#parts;
    if (browsers.areSomeGone) this.#beside(() => browsers.dropGone());
    return this.#letters.tell(letter);
  }

  /** The HTTP door: the same wishes, the same answers. */
  async command(by: Author, command: InboxCommand): Promise<Answer<null>> {
    const objection = this.#objectionTo(by);
    if (objection) return objection;
    const taken = this.#allowance.frame(by.session, this.#parts.world.clock.now());
    if (!taken.ok) return tooFast(taken.waitMs);
    this.#isInUse(by.session);
    return this.#wishes.obey(command);
  }

  /** The door without a socket: what has changed after the cursor, as frames a socket would have got. */
  changes(by: Author, at: { epoch: string | null; cursor: number }): Answer<ChangesHeard> {
    const objection = this.#objectionTo(by);
    if (objection) return objection;
    const taken = this.#allowance.poll(by.session, this.#parts.world.clock.now());
    if (!taken.ok) return tooFast(taken.waitMs);
    this.#isInUse(by.session);
    const { listeners } = this.#parts;
    if (!listeners.areThere) void this.#letters.arrived();
    listeners.asked();
    const { epoch, head } = this.#parts.log;
    const isAnew = this.#parts.log.isAnewFor(at);
    const heard = catchUpFrames(this.#parts.log, isAnew ? 0 : at.cursor, isAnew);
    return { ok: true, value: { epoch, head, heard } };
  }

  /** This session goes on, and its browser goes on being told by push. */
  #isInUse(session: string): void {
    this.#beside(() => this.#parts.browsers.seen(session));
  }

  /** In a turn of its own, which nobody waits for. */
  #beside(act: () => Promise<void>): void {
    void this.#turns.take(act).catch(() => {
      // There is a next time.
    });
  }

  #objectionTo({ person, session }: Author): Answer<never> | null {
    if (this.#isTheirs(person, session)) return null;
    return { ok: false, refusal: refusal("unauthenticated") };
  }

  #isTheirs(person: PersonId, session: string): boolean {
    return (
      person === this.#parts.person && !this.#parts.ended.has(session) && !this.#parts.log.isErased
    );
  }

  /** These sessions are over, although tokens of theirs are still good for minutes. */
  async signedOut(sessions: readonly string[]): Promise<Answer<null>> {
    const here = { ended: this.#parts.ended, seats: this.#parts.seats };
    await this.#turns.take(async () => {
      await endSessions(here, sessions);
      await this.#parts.browsers.forgetSessions(sessions);
    });
    return { ok: true, value: null };
  }

  /** Their account was deleted. Whoever is still connected finds nobody. */
  async erase(): Promise<Answer<null>> {
    for (const seat of this.#parts.seats.all()) dismiss(seat, CLOSE.session, "signed out");
    await this.#turns.take(async () => {
      await this.#parts.log.erase();
      this.#parts.browsers.erased();
      this.#parts.notices.erased();
      this.#parts.missed.erased();
      this.presence.erased();
    });
    return { ok: true, value: null };
  }

  /** A link in a mail says that they want no more of these, whoever has pressed it (party/mail/unsubscribe-token.ts). */
  stopMail(): Promise<Answer<null>> {
    return this.#changes.change((state) => ({
      ...state,
      mail: withSaid(state.mail, { afterHours: 0 }),
    }));
  }

  /** What can be seen of it from outside, without whose it is. */
  facts(): { connections: number; archiveSince: null } {
    return { connections: this.#parts.seats.size, archiveSince: null };
  }

  /** The host's timer has gone off. */
  async alarm(): Promise<void> {
    const isDue = this.#parts.alarms.wentOff(this.#parts.world.clock.now());
    if (isDue("presence")) this.presence.alarm();
    const { notices, missed, receipts } = this.#parts;
    // Side by side: a room, or a service of mails, that is slow to answer one of them is nothing to the others.
    await Promise.all([
      isDue("notices") && notices.run(),
      isDue("missed") && missed.run(),
      isDue("receipts") && receipts.run(),
    ]);
  }
}

export type ChangesHeard = { epoch: string; head: number; heard: Changes[] };
