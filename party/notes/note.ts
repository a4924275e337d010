import { CLOSE } from "#protocol/close-codes.ts";
import { decodeUp } from "#protocol/decode-up.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { NOTE_CLOSE } from "#protocol/notes/close-codes.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import type { Doc } from "yjs";
import { Allowance } from "../object/allowance.ts";
import type { BinaryPeer } from "../object/ports.ts";
import { spendTicket } from "../object/spent-tickets.ts";
import { dismiss, dismissalOf, isExpired, turnAway } from "../object/standing.ts";
import { Turns } from "../object/turns.ts";
import type { Answer, TicketClaims } from "../rooms.ts";
import { AccessDesk, closeCodeOf } from "./access-desk.ts";
import { AwarenessDesk } from "./awareness-desk.ts";
import { FrameDesk } from "./frame-desk.ts";
import type { NoteSeat } from "./note-seat.ts";
import { NoteSeats } from "./note-seats.ts";
import type { Gone } from "./notes.ts";
import type { NoteWorld } from "./ports.ts";
import { NotePages } from "./note-pages.ts";
import { NotePolls } from "./note-polls.ts";
import { NotePosts } from "./note-posts.ts";
import { UpdateDesk } from "./update-desk.ts";
import { wakeUp, type Woken } from "./wake-up.ts";

/** Changes are put together a moment after there are many: nobody waits for it. */
const COMPACT_AFTER_MS = 1_000;

/**
 * The note of one room: the only authority for what is written in it. It looks at every frame before the library of Yjs's does, stores
 * every change before anybody hears of it, and knows who made it.
 */
export class Note {
  readonly #parts: Woken;
  readonly #turns = new Turns();
  readonly #allowance: Allowance;
  readonly #seats: NoteSeats;
  readonly #access: AccessDesk;
  readonly #awareness: AwarenessDesk;
  readonly #updates: UpdateDesk;
  readonly #frames: FrameDesk;
  /** The doors without a socket: what it was, what happens, and what somebody writes. */
  readonly pages: NotePages;
  readonly polls: NotePolls;
  readonly posts: NotePosts;
  /** Sockets of which the room is asked whether they may come in. */
  readonly #arriving = new Map<string, Promise<void>>();

  private constructor(woken: Woken) {
    this.#parts = woken;
    const { world, room, engine, authors, origins, log, history, news, mentions, ended, roles } =
      woken;
    const { clock, limits } = world;
    this.#allowance = new Allowance(limits);
    this.#seats = new NoteSeats(clock, (seat) => this.disconnect(seat));
    const seats = this.#seats;
    this.#access = new AccessDesk({ world, seats, turns: this.#turns, ended, roles, room });
    this.#awareness = new AwarenessDesk({ seats, authors, engine });
    const awareness = this.#awareness;
    const changed = () => this.#changed();
    const { counts } = world;
    const desk = {
      clock,
      seats,
      authors,
      engine,
      log,
      history,
      news,
      mentions,
      awareness,
      counts,
      changed,
      told: () => this.polls.changed(),
    };
    const updates = new UpdateDesk({ ...desk, origins });
    this.#updates = updates;
    const allowance = this.#allowance;
    const turn = <T>(act: () => Promise<T>) => this.#turn(act);
    const door = { clock, engine, allowance, access: this.#access, turn };
    this.pages = new NotePages({ ...door, authors, origins, history });
    this.polls = new NotePolls({ ...door, log, ended });
    this.posts = new NotePosts({ ...door, limits, updates, ended, counts });
    const frames = { clock, limits, allowance, seats, engine, awareness, updates, counts };
    this.#frames = new FrameDesk(frames);
  }

  /** A note that has just woken, with the sockets that outlived its sleep. Reads storage, writes nothing. */
  static async wake(world: NoteWorld, room: RoomId, peers: Iterable<BinaryPeer>): Promise<Note> {
    const note = new Note(await wakeUp(world, room));
    note.#seats.recall(peers);
    for (const seat of note.#seats.all()) {
      await note.#join(seat);
      // What waited was in memory, and comes again when they do. Until then nobody else may take the id that they are shown under.
      if (seat.note.isWaiting) dismiss(seat, NOTE_CLOSE.outOfStep, "slept");
    }
    if (note.#parts.log.isDue) note.#compactSoon();
    const { log } = note.#parts;
    world.log("note.woke", { room, changes: log.head, bytes: log.bytes });
    return note;
  }

  async #join(seat: NoteSeat): Promise<void> {
    await this.#parts.engine.join(seat.line);
    this.#awareness.recall(seat);
  }

  /** What is written in it, for tests that look. */
  get document(): Doc {
    return this.#parts.engine.document;
  }

  /** A socket with a checked ticket. It is let in, or told why not as soon as it speaks. */
  async connect(peer: BinaryPeer, claims: TicketClaims): Promise<void> {
    const arrival = this.#arrive(peer, claims).finally(() => this.#arriving.delete(peer.id));
    this.#arriving.set(peer.id, arrival);
    await arrival;
  }

  async #arrive(peer: BinaryPeer, claims: TicketClaims): Promise<void> {
    const { storage, clock } = this.#parts.world;
    const isFresh = await this.#turns.take(() => spendTicket(storage, claims, clock.now()));
    if (!isFresh) return turnAway(peer, CLOSE.session, clock);
    const access = await this.#access.of(claims);
    if (!access.ok) return turnAway(peer, closeCodeOf(access.refusal.code), clock);
    await this.#turns.take(async () => {
      if (this.#seats.isFull(claims.person)) return turnAway(peer, CLOSE.tooMany, clock);
      const { mayWrite } = access.value;
      const seat = this.#seats.admit(peer, {
        mayWrite,
        askedAt: clock.now(),
        sent: 0,
        hasAnswered: false,
        isWaiting: false,
        awareness: null,
      });
      seat.say({ t: "welcome", mayWrite, now: clock.now() });
      await this.#parts.engine.join(seat.line);
    });
  }

  /** One frame from a socket, as it came. Never throws for anything that a client can send. */
  async receive(peer: BinaryPeer, raw: unknown): Promise<void> {
    await this.#arriving.get(peer.id);
    const seat = this.#seats.get(peer.id);
    const dismissedWith = dismissalOf(seat ?? peer);
    if (dismissedWith !== null) peer.close(dismissedWith, "not here");
    if (dismissedWith !== null || !seat) return;
    if (isExpired(seat, this.#parts.world.clock.now()))
      return dismiss(seat, CLOSE.session, "session over");
    this.#access.look();
    const bytes = bytesOf(raw);
    if (!bytes) return this.#word(seat, raw);
    await this.#take(seat, bytes);
  }

  async #take(seat: NoteSeat, bytes: Uint8Array): Promise<void> {
    try {
      await this.#turns.take(async () => {
        // What it said before may have ended it.
        if (dismissalOf(seat) === null) await this.#frames.take(seat, bytes);
      });
    } catch (error) {
      // The change is in nobody's hands but its writer's: they come back with it.
      dismiss(seat, CLOSE.fault, "fault");
      this.#giveUp(error);
    }
  }

  /** Text: a ping, or another ticket. */
  async #word(seat: NoteSeat, raw: unknown): Promise<void> {
    if (!this.#allowance.frame(seat.id, this.#parts.world.clock.now()).ok)
      return dismiss(seat, CLOSE.tooMany, "too many frames");
    const decoded = decodeUp(raw);
    if (decoded.ok && decoded.value.t === "ping") return seat.say({ t: "pong" });
    if (decoded.ok && decoded.value.t === "renew") return this.#renew(seat, decoded.value.ticket);
    seat.say({ t: "refused", code: decoded.ok ? "unknown_type" : decoded.code });
  }

  async #renew(seat: NoteSeat, ticket: string): Promise<void> {
    const { world, room } = this.#parts;
    const claims = await world.tickets.check(ticket, room);
    // A ticket of somebody else's must not turn this socket into theirs.
    if (claims?.person !== seat.memory.person)
      return seat.say({ t: "refused", code: "ticket_invalid" });
    const isFresh = await this.#turns.take(() =>
      spendTicket(world.storage, claims, world.clock.now()),
    );
    if (!isFresh) return seat.say({ t: "refused", code: "ticket_invalid" });
    const { name, role, session, sessionExpiresAt } = claims;
    seat.remember({ ...seat.memory, name, role, session, sessionExpiresAt });
    seat.say({ t: "renewed", expiresAt: sessionExpiresAt });
    await this.#access.ask([seat]);
  }

  /** A socket is gone. One that the note closes is gone at once, because its host may never hear of its end. */
  disconnect(peer: BinaryPeer): void {
    const seat = this.#seats.leave(peer.id);
    if (!seat) return;
    const goodbye = this.#turns.take(async () => {
      this.#awareness.left(seat);
      this.#parts.engine.leave(seat.line);
    });
    goodbye.catch(() => {
      // This note has given up; the next one does not know of that socket.
    });
  }

  /** The room, or the API, says who must not be here any more. */
  async gone({ people, sessions }: Gone): Promise<Answer<null>> {
    const { ended } = this.#parts;
    await this.#turns.take(async () => {
      if (sessions.length > 0) await ended.add(sessions);
      this.polls.gone({ people, sessions });
      for (const seat of this.#seats.all()) {
        if (sessions.includes(seat.memory.session)) dismiss(seat, CLOSE.session, "signed out");
        else if (people.includes(seat.memory.person))
          dismiss(seat, CLOSE.notMember, "not a member");
      }
    });
    return { ok: true, value: null };
  }

  /** What somebody is in the community from now on. */
  async roleIs(person: PersonId, role: CommunityRole): Promise<Answer<null>> {
    await this.#turns.take(() => this.#parts.roles.become(person, role));
    this.polls.roleIs(person);
    await this.#access.ask(this.#seats.all().filter(({ memory }) => memory.person === person));
    return { ok: true, value: null };
  }

  /** What can be seen of it from outside, without who is here. */
  facts(): { connections: number; archiveSince: null } {
    return { connections: this.#seats.all().length, archiveSince: null };
  }

  /** The host's timer has gone off. */
  async alarm(): Promise<void> {
    const { alarms, world, log, history, news, mentions } = this.#parts;
    const isDue = alarms.wentOff(world.clock.now());
    try {
      await this.#turns.take(async () => {
        if (isDue("quiet")) await history.alarm();
        if (isDue("news")) await news.alarm();
        if (isDue("compact") && log.isDue) await this.#updates.merge();
      });
      if (isDue("mentions")) await mentions.tell((act) => this.#turn(act));
    } catch (error) {
      this.#giveUp(error);
    }
  }

  #changed(): void {
    if (this.#parts.log.isDue) this.#compactSoon();
  }

  #compactSoon(): void {
    const { alarms, world } = this.#parts;
    if (!alarms.isWished("compact")) alarms.wish("compact", world.clock.now() + COMPACT_AFTER_MS);
  }

  /** Memory may disagree with storage now: whoever speaks next finds a note that was read anew, and this one must write no more. */
  async #turn<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await this.#turns.take(act);
    } catch (error) {
      this.#giveUp(error);
      throw error;
    }
  }

  #giveUp(error: unknown): void {
    if (this.#parts.isOver) return;
    this.#parts.isOver = true;
    this.#turns.end();
    this.polls.giveUp();
    this.#parts.rows.takeBack();
    this.#parts.world.giveUp(error);
  }
}

/** What hosts hand on as a binary frame; null: it was text. */
function bytesOf(raw: unknown): Uint8Array | null {
  if (raw instanceof Uint8Array) return raw;
  return raw instanceof ArrayBuffer ? new Uint8Array(raw) : null;
}
