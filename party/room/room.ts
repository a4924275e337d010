import { CLOSE } from "#protocol/close-codes.ts";
import type { RoomCommand } from "#protocol/commands.ts";
import type { DownMessage } from "#protocol/down.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import { MAX_SOCKETS_PER_PERSON, MAX_SOCKETS_PER_ROOM, type RoomLimits } from "#protocol/limits.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import type { Answer, Author, Done, HistoryPage, HistoryQuery, TicketClaims } from "../rooms.ts";
import { Allowance } from "./allowance.ts";
import { ArchiveDrain } from "./archive-drain.ts";
import { Beat } from "./beat.ts";
import { CommandDesk, type Waiting } from "./command-desk.ts";
import type { Written } from "./event-rows.ts";
import { fanOut } from "./fan-out.ts";
import { historyPage } from "./history.ts";
import { IdMemory } from "./id-memory.ts";
import { Journal } from "./journal.ts";
import { objectionToEntering } from "./permissions.ts";
import type { Peer, World } from "./ports.ts";
import { Presence } from "./presence.ts";
import { Reception } from "./reception.ts";
import { spendTicket } from "./spent-tickets.ts";
import { Turns } from "./turns.ts";
import { Typing } from "./typing.ts";

/**
 * One room: the only authority for what is said in it. Callers hand it one call at a time; it gives every fact a
 * number, makes it durable, and only then lets anyone see it.
 */
export class Room {
  readonly #world: World;
  readonly #journal: Journal;
  readonly #ids: IdMemory;
  readonly #desk: CommandDesk;
  readonly #drain: ArchiveDrain;
  readonly #beat: Beat;
  readonly #turns = new Turns();
  readonly #presence: Presence;
  readonly #typing = new Typing();
  readonly #reception: Reception;
  readonly #peers = new Map<string, Peer>();
  #waiting: Waiting[] = [];

  private constructor(world: World, journal: Journal, limits: RoomLimits) {
    this.#world = world;
    this.#journal = journal;
    const allowance = new Allowance(limits);
    this.#ids = new IdMemory(world.storage);
    this.#desk = new CommandDesk(journal, this.#ids, allowance);
    this.#drain = new ArchiveDrain(world, journal);
    this.#beat = new Beat(world.clock, () => this.#work());
    this.#presence = new Presence(world.clock, () => this.#stir());
    this.#reception = new Reception(
      { journal, tickets: world.tickets, clock: world.clock, turns: this.#turns, allowance },
      {
        queue: (waiting) => this.#queue(waiting),
        startedAnew: (peer) => this.#desk.release(peer.id),
        greeted: (peer) => this.#presence.arrive(peer),
        here: () => this.#presence.everyone(),
        typed: (peer, on) => this.#heardTyping(peer, on),
      },
    );
  }

  /** A room that has just woken, with the sockets that outlived its sleep. Reads storage, writes nothing. */
  static async wake(
    world: World,
    id: RoomId | null,
    limits: RoomLimits,
    peers: Iterable<Peer>,
  ): Promise<Room> {
    const room = new Room(world, await Journal.open(world.storage, id, world.newEpoch), limits);
    for (const peer of peers) room.#peers.set(peer.id, peer);
    room.#presence.recall(room.#peers.values());
    if (room.#journal.head > 0) room.#drain.wanted();
    world.headIs(room.#journal.head);
    world.log("room.woke", { room: room.#journal.room, head: room.#journal.head });
    return room;
  }

  /** A socket with a checked ticket. It is let in, or closed with the reason. */
  async connect(peer: Peer, claims: TicketClaims): Promise<void> {
    await this.#turns.take(async () => {
      const { clock, storage } = this.#world;
      const isFresh = await spendTicket(storage, claims, clock.now());
      const objection = objectionToEntering(this.#journal.state, claims);
      if (!isFresh) peer.close(CLOSE.session, "ticket spent");
      else if (objection) peer.close(closeCodeFor(objection), objection);
      else if (this.#isFull(claims.person)) peer.close(CLOSE.tooMany, "too many sockets");
      else this.#peers.set(peer.id, peer);
    });
  }

  /** One frame from a socket, as it came. Never throws for anything that a client can send. */
  async receive(peerId: string, raw: unknown): Promise<void> {
    const peer = this.#peers.get(peerId);
    if (peer) await this.#reception.receive(peer, raw);
  }

  disconnect(peerId: string): void {
    const peer = this.#peers.get(peerId);
    this.#desk.release(peerId);
    this.#peers.delete(peerId);
    if (peer?.memory.hasGreeted) this.#presence.depart(peer);
  }

  /** The HTTP door: the same wishes, the same answers. */
  command(by: Author, command: RoomCommand): Promise<Answer<Done>> {
    return new Promise((answer) => {
      this.#queue({ command, by, line: null, answer });
    });
  }

  history(by: Author, query: HistoryQuery): Promise<Answer<HistoryPage>> {
    return historyPage(this.#journal, by, query);
  }

  mayEnter(by: Author): RefusalCode | null {
    return objectionToEntering(this.#journal.state, by);
  }

  /** The host's timer has gone off. */
  async alarm(): Promise<void> {
    await this.#drain.run();
    const remove = await this.#ids.forgettable(this.#world.clock.now());
    if (remove.length > 0) await this.#world.storage.commit({ put: new Map(), remove });
  }

  #queue(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#stir();
  }

  #stir(): void {
    this.#beat.request(this.#peers.size);
  }

  #heardTyping(peer: Peer, on: boolean): void {
    const { person: id, name } = peer.memory;
    this.#typing.heard({ id, name }, on);
    this.#stir();
  }

  /** One beat: what waits is decided, made durable, and shown in one frame to each reader. */
  #work(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#turns
      .take(async () => {
        const { written, answers } = await this.#desk.work(waiting, this.#world.clock.now());
        const left = written.filter(({ event }) => event.type === "member.left" && !event.imported);
        for (const { event } of left) this.#presence.remove(event.by);
        this.#publish(written);
        for (const answer of answers) answer();
        if (written.length > 0) {
          this.#world.headIs(this.#journal.head);
          this.#drain.wanted();
        }
        if (left.length > 0) this.#closeFormerMembers();
      })
      .catch((error: unknown) => this.#giveUp(waiting, error));
  }

  /** Memory may disagree with storage now. Whoever comes next finds a room that was read anew. */
  #giveUp(waiting: readonly Waiting[], error: unknown): void {
    for (const { answer } of waiting) answer({ ok: false, refusal: refusal("unavailable") });
    for (const peer of this.#peers.values()) peer.close(CLOSE.fault, "fault");
    this.#peers.clear();
    this.#world.giveUp(error);
  }

  #publish(written: readonly Written[]): void {
    const changes = this.#presence.takeChanges();
    const signals: DownMessage[] = changes
      ? [changes, ...this.#typing.take()]
      : this.#typing.take();
    if (written.length === 0 && signals.length === 0) return;
    const readers = [...this.#peers.values()].filter(({ memory }) => memory.hasGreeted);
    fanOut(readers, written, signals, this.#world.clock.now());
  }

  /** They hear that they have left, and nothing after it (contract C11). */
  #closeFormerMembers(): void {
    for (const peer of this.#peers.values()) {
      if (objectionToEntering(this.#journal.state, peer.memory)) {
        this.#peers.delete(peer.id);
        peer.close(CLOSE.notMember, "not a member");
      }
    }
  }

  #isFull(person: PersonId): boolean {
    const own = [...this.#peers.values()].filter(({ memory }) => memory.person === person);
    return own.length >= MAX_SOCKETS_PER_PERSON || this.#peers.size >= MAX_SOCKETS_PER_ROOM;
  }
}

function closeCodeFor(objection: RefusalCode): number {
  return objection === "no_such_room" ? CLOSE.noSuchRoom : CLOSE.notMember;
}
