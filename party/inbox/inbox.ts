import { CLOSE } from "#protocol/close-codes.ts";
import type { InboxCommand } from "#protocol/inbox/commands.ts";
import type { Letter } from "#protocol/inbox/facts.ts";
import { withSaid } from "#protocol/inbox/mail-choice.ts";
import type { Changes, InboxDown } from "#protocol/inbox/frames.ts";
import type { PersonId } from "#protocol/ids.ts";
import { MAX_INBOX_SOCKETS, type RoomLimits } from "#protocol/limits.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import { Allowance, tooFast } from "../object/allowance.ts";
import type { Alarms } from "../object/alarms.ts";
import { endSessions } from "../object/end-sessions.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import type { Peer } from "../object/ports.ts";
import type { Seats } from "../object/seats.ts";
import { spendTicket } from "../object/spent-tickets.ts";
import { dismiss, hasGreeted, isExpired } from "../object/standing.ts";
import { Turns } from "../object/turns.ts";
import type { Answer, Author, TicketClaims } from "../rooms.ts";
import { findUnread, isOutdated, lettersAfter } from "./asked-of-rooms.ts";
import type { Browsers } from "./browsers.ts";
import { catchUpFrames, frameOf } from "./changes-frames.ts";
import { Devices } from "./devices.ts";
import { dueNotices } from "./due-notices.ts";
import { editedIn } from "./edited-in.ts";
import { objectionTo } from "./half-written.ts";
import type { InboxLog } from "./inbox-log.ts";
import type { InboxState } from "./inbox-state.ts";
import type { MissedDesk } from "./missed-desk.ts";
import type { NoticeDesk } from "./notice-desk.ts";
import { obey, type Found } from "./obey.ts";
import type { InboxWorld } from "./ports.ts";
import { PushDoor } from "./push-door.ts";
import type { InboxPresence } from "./presence.ts";
import type { ReceiptErrands } from "./receipt-errands.ts";
import { readLetter, type Read } from "./read-letter.ts";
import { wakeUp, type OwnWorld, type Woken } from "./wake-up.ts";

/** Clients say hello at once; one that is silent for longer is not one of ours. */
const SPEAKS_WITHIN_MS = 5_000;
/** So often it is asked in a row what was said somewhere, while more is read and said there. */
const MOST_TRIES = 4;
const NOTHING_FOUND: Found = new Map();

/**
 * One person's inbox: the only authority for what they have read, and for what concerns them. Rooms tell it what happened, devices
 * what was seen, and every device hears the same changes in the same order.
 */
export class Inbox {
  readonly #world: OwnWorld;
  readonly #person: PersonId;
  readonly #log: InboxLog;
  readonly #ended: EndedSessions;
  readonly #allowance: Allowance;
  readonly #turns = new Turns();
  readonly #seats: Seats;
  readonly #devices: Devices;
  readonly #alarms: Alarms;
  readonly #browsers: Browsers;
  readonly pushDoor: PushDoor;
  readonly #notices: NoticeDesk;
  readonly #missed: MissedDesk;
  readonly presence: InboxPresence;
  readonly #receipts: ReceiptErrands;
  #hasGivenUp = false;

  private constructor(
    {
      world,
      person,
      log,
      ended,
      browsers,
      notices,
      missed,
      alarms,
      seats,
      presence,
      receipts,
    }: Woken,
    limits: RoomLimits,
  ) {
    this.#world = world;
    this.#person = person;
    this.#log = log;
    this.#ended = ended;
    this.#browsers = browsers;
    this.#notices = notices;
    this.#missed = missed;
    this.#alarms = alarms;
    this.#seats = seats;
    this.presence = presence;
    this.#receipts = receipts;
    this.#allowance = new Allowance(limits);
    const { clock, tickets } = world;
    const desk = { person, clock, tickets, log, ended, turns: this.#turns, seats };
    this.pushDoor = new PushDoor({
      clock,
      origin: world.origin,
      browsers,
      notices,
      turns: this.#turns,
      allowance: this.#allowance,
      objectionTo: (by) => this.#objectionTo(by),
    });
    this.#devices = new Devices({
      ...desk,
      allowance: this.#allowance,
      presence,
      obey: (command) => this.#obey(command),
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
    inbox.#seats.recall(peers);
    inbox.presence.look();
    inbox.#receipts.look();
    world.headIs(inbox.#log.head);
    return inbox;
  }

  /** A socket with a checked ticket. It is let in, or told why not as soon as it speaks. */
  async connect(peer: Peer, claims: TicketClaims): Promise<void> {
    const { storage, clock } = this.#world;
    await this.#turns.take(async () => {
      const isFresh = await spendTicket(storage, claims, clock.now());
      const code = isFresh ? this.#codeAgainst(claims) : CLOSE.session;
      if (code === null) return this.#seats.admit(peer);
      // Closed while its handshake is being answered, a socket is not told why (party/room/entrance.ts).
      peer.remember({ ...peer.memory, standing: { dismissedWith: code } });
      clock.after(SPEAKS_WITHIN_MS, () => peer.close(code, "not here"));
    });
  }

  #codeAgainst({ person, session }: TicketClaims): number | null {
    if (!this.#isTheirs(person, session)) return CLOSE.session;
    return this.#seats.isFull(person, MAX_INBOX_SOCKETS) ? CLOSE.tooMany : null;
  }

  /** One frame from a socket, as it came. Never throws for anything that a client can send. */
  async receive(peer: Peer, raw: unknown): Promise<void> {
    await this.#devices.receive(peer, raw);
  }

  disconnect(peer: Peer): void {
    this.#seats.leave(peer.id);
    this.presence.left(peer);
  }

  /** A room tells what happened in it. When this is answered well, it is durable, and the room need not tell it again. */
  async tell(letter: Letter): Promise<Answer<{ isHere: boolean }>> {
    if (this.#log.isErased) return { ok: true, value: { isHere: false } };
    const read = this.#read(this.#log.state, letter);
    // Asked outside of any turn: a room that is slow must not keep a person from reading.
    if ("missing" in read) {
      const caughtUp = await this.#hearAfter(letter, read.missing);
      if (!caughtUp.ok) return caughtUp;
    }
    const heard = await this.#hear(letter);
    if (!heard.ok) return heard;
    return { ok: true, value: { isHere: this.#seats.all().some(hasGreeted) } };
  }

  #read(state: InboxState, letter: Letter): Read {
    return readLetter(state, letter, this.#person, (at) => this.presence.isCalled(at));
  }

  #hear(letter: Letter): Promise<Answer<null>> {
    return this.#change((state) => {
      const read = this.#read(state, letter);
      return "state" in read ? read.state : state;
    }, letter);
  }

  async #hearAfter({ room }: Letter, after: number): Promise<Answer<null>> {
    for await (const page of lettersAfter(this.#world.rooms, room, after)) {
      if (!page.ok) return page;
      const heard = await this.#hear(page.value);
      if (!heard.ok) return heard;
    }
    return { ok: true, value: null };
  }

  /** The HTTP door: the same wishes, the same answers. */
  async command(by: Author, command: InboxCommand): Promise<Answer<null>> {
    const objection = this.#objectionTo(by);
    if (objection) return objection;
    const taken = this.#allowance.frame(by.session, this.#world.clock.now());
    return taken.ok ? this.#obey(command) : tooFast(taken.waitMs);
  }

  /** The door without a socket: what has changed after the cursor, as frames a socket would have got. */
  changes(by: Author, at: { epoch: string | null; cursor: number }): Answer<ChangesHeard> {
    const objection = this.#objectionTo(by);
    if (objection) return objection;
    const taken = this.#allowance.poll(by.session, this.#world.clock.now());
    if (!taken.ok) return tooFast(taken.waitMs);
    const { epoch, head } = this.#log;
    const isAnew = this.#log.isAnewFor(at);
    const heard = catchUpFrames(this.#log, isAnew ? 0 : at.cursor, isAnew);
    return { ok: true, value: { epoch, head, heard } };
  }

  #objectionTo({ person, session }: Author): Answer<never> | null {
    if (this.#isTheirs(person, session)) return null;
    return { ok: false, refusal: refusal("unauthenticated") };
  }

  #isTheirs(person: PersonId, session: string): boolean {
    return person === this.#person && !this.#ended.has(session) && !this.#log.isErased;
  }

  /** These sessions are over, although tokens of theirs are still good for minutes. */
  async signedOut(sessions: readonly string[]): Promise<Answer<null>> {
    const here = { ended: this.#ended, seats: this.#seats };
    await this.#turns.take(async () => {
      await endSessions(here, sessions);
      await this.#browsers.forgetSessions(sessions);
    });
    return { ok: true, value: null };
  }

  /** Their account was deleted. Whoever is still connected finds nobody. */
  async erase(): Promise<Answer<null>> {
    for (const seat of this.#seats.all()) dismiss(seat, CLOSE.session, "signed out");
    await this.presence.erase();
    await this.#turns.take(async () => {
      await this.#log.erase();
      this.#browsers.erased();
      this.#notices.erased();
      this.#missed.erased();
    });
    return { ok: true, value: null };
  }

  /** A link in a mail says that they want no more of these, whoever has pressed it (party/mail/unsubscribe-token.ts). */
  stopMail(): Promise<Answer<null>> {
    return this.#change((state) => ({ ...state, mail: withSaid(state.mail, { afterHours: 0 }) }));
  }

  /** The host's timer has gone off. */
  async alarm(): Promise<void> {
    const isDue = this.#alarms.wentOff(this.#world.clock.now());
    if (isDue("presence")) this.presence.alarm();
    if (isDue("notices")) await this.#notices.run();
    if (isDue("missed")) await this.#missed.run();
    if (isDue("receipts")) await this.#receipts.run();
  }

  async #obey(command: InboxCommand): Promise<Answer<null>> {
    if (command.type === "unread") return this.#markUnread(command);
    let objection: RefusalCode | null = null;
    // Asked in the same turn in which it is done.
    const answer = await this.#change((state) => {
      objection = objectionTo(state, command);
      return objection === null
        ? obey(state, command, NOTHING_FOUND, this.#world.clock.now())
        : state;
    });
    return objection === null ? answer : { ok: false, refusal: refusal(objection) };
  }

  /** Asked outside of any turn, so it is asked again when what was found is not true any more. */
  async #markUnread(command: Extract<InboxCommand, { type: "unread" }>): Promise<Answer<null>> {
    const { marks } = command;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const found = await findUnread(this.#world.rooms, this.#log.state, marks, this.#person);
      if (!found.ok) return found;
      let isDone = true;
      const answer = await this.#change((state) => {
        isDone = !isOutdated(state, marks, found.value);
        return isDone ? obey(state, command, found.value, this.#world.clock.now()) : state;
      });
      if (isDone) return answer;
    }
    return { ok: false, refusal: refusal("busy") };
  }

  /** One change of what holds: made, made durable, and told to all devices, in one turn. `letter`: what it is made by. */
  async #change(change: (state: InboxState) => InboxState, letter?: Letter): Promise<Answer<null>> {
    try {
      await this.#turns.take(async () => {
        const before = this.#log.state;
        const after = change(before);
        const due = letter ? dueNotices(letter, before, after, this.#person) : [];
        const notices = this.#notices.rowsOf(due);
        const changes = await this.#log.commit(after, notices);
        if (!changes) return;
        const isOther = after.receipts !== before.receipts || after.rooms !== before.rooms;
        if (isOther) this.#receipts.look();
        this.#notices.stored(notices);
        this.#show(changes);
        if (after.self !== before.self) this.presence.look();
        this.#world.headIs(this.#log.head);
      });
      this.#missed.plan();
      void this.#notices.follow(letter);
      const edited = letter ? editedIn(letter, this.#log.state, this.#person) : null;
      if (edited) this.#show(edited);
      return { ok: true, value: null };
    } catch (error) {
      this.#giveUp(error);
      return { ok: false, refusal: refusal("unavailable") };
    }
  }

  #show(told: InboxDown): void {
    const frame = frameOf(told);
    const now = this.#world.clock.now();
    for (const seat of this.#seats.all().filter(hasGreeted)) {
      if (isExpired(seat, now)) dismiss(seat, CLOSE.session, "session over");
      else seat.send(frame);
    }
  }

  /** Memory may disagree with storage now. Whoever comes next finds an inbox that was read anew. */
  #giveUp(error: unknown): void {
    if (this.#hasGivenUp) return;
    this.#hasGivenUp = true;
    this.#turns.end();
    this.#world.storage.takeBack();
    for (const seat of this.#seats.all()) dismiss(seat, CLOSE.fault, "fault");
    this.#world.giveUp(error);
  }
}

export type ChangesHeard = { epoch: string; head: number; heard: Changes[] };
