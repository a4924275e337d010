import { CLOSE } from "#protocol/close-codes.ts";
import type { RoomCommand } from "#protocol/commands.ts";
import type { PersonId, RoomId } from "#protocol/ids.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import type { NoteNews } from "#protocol/note-news.ts";
import { refusal } from "#protocol/refusals.ts";
import type { TypingSignal } from "#protocol/typing.ts";
import type {
  Answer,
  Author,
  Done,
  LetterPage,
  ListenQuery,
  ReceiptsChoice,
  TicketClaims,
} from "../rooms.ts";
import { Allowance } from "../object/allowance.ts";
import { Beat } from "./beat.ts";
import { Broadcast } from "./broadcast.ts";
import { asCalled } from "./called.ts";
import { CommandDesk, isCommand, type NewStart, type Waiting } from "./command-desk.ts";
import { countTold } from "./count-told.ts";
import { endSessions } from "../object/end-sessions.ts";
import type { EndedSessions } from "../object/ended-sessions.ts";
import type { Errands } from "./errands.ts";
import { Entrance } from "./entrance.ts";
import { showOut, takeLeave } from "./farewell.ts";
import { IdMemory } from "./id-memory.ts";
import type { Journal } from "./journal.ts";
import type { NoteDoor } from "./note-door.ts";
import { Pages } from "./pages.ts";
import { Polls } from "./polls.ts";
import type { Peer, Who } from "../object/ports.ts";
import type { World } from "./ports.ts";
import { Presence } from "./presence.ts";
import { Reception } from "./reception.ts";
import { RoomReceipts } from "./receipts.ts";
import { RequestDoor } from "./request-door.ts";
import { Restore } from "./restore.ts";
import { placeOf, Seats } from "../object/seats.ts";
import { SignalDoor } from "./signal-door.ts";
import { dismiss, hasGreeted } from "../object/standing.ts";
import { Turns } from "../object/turns.ts";
import { Typing } from "./typing.ts";
import { Upkeep } from "./upkeep.ts";
import { wakeUp, type OwnWorld, type Woken } from "./wake-up.ts";

/**
 * One room: the only authority for what is said in it. Callers hand it one call at a time; it gives every fact a
 * number, makes it durable, and only then lets anyone see it.
 */
export class Room {
  readonly #world: OwnWorld;
  readonly #journal: Journal;
  readonly #ids: IdMemory;
  readonly #desk: CommandDesk;
  readonly #errands: Errands;
  readonly #ended: EndedSessions;
  readonly #beat: Beat;
  readonly #note: NoteDoor;
  readonly #turns = new Turns();
  readonly #presence: Presence;
  readonly #typing = new Typing();
  readonly #receipts: RoomReceipts;
  readonly signals: SignalDoor;
  readonly #entrance: Entrance;
  readonly #reception: Reception;
  readonly pages: Pages;
  readonly #polls: Polls;
  readonly #requests: RequestDoor;
  readonly #seats: Seats;
  readonly #broadcast: Broadcast;
  /** The operator's door. */
  readonly upkeep: Upkeep;
  #waiting: (Waiting | NewStart)[] = [];
  #hasGivenUp = false;

  private constructor({ world, journal, errands, ended, note }: Woken, limits: RoomLimits) {
    this.#world = world;
    this.#errands = errands;
    const { archive, rounds } = errands;
    this.#ended = ended;
    this.#note = note;
    this.#journal = journal;
    this.#seats = new Seats(world.clock, (seat) => this.disconnect(seat));
    const allowance = new Allowance(limits);
    this.#ids = new IdMemory(world.storage);
    this.#desk = new CommandDesk(journal, this.#ids, { allowance, archive, counts: world.counts });
    this.#beat = new Beat(world.clock, () => this.#work());
    const called = (who: Who) => asCalled(journal.state, who);
    this.#presence = new Presence(world.clock, called, () => this.#stir());
    const desk = { journal, clock: world.clock, turns: this.#turns, allowance };
    const door = { ...desk, storage: world.storage, seats: this.#seats, ended };
    this.#entrance = new Entrance(door);
    this.pages = new Pages({ ...desk, ended });
    const failed = (error: unknown) => this.#giveUp([], error);
    const { storage } = world;
    const receipts = new RoomReceipts({ ...desk, storage, seats: this.#seats, failed });
    this.#receipts = receipts;
    const typed = (by: Author, signal: TypingSignal) => this.#heardTyping(by, signal);
    this.signals = new SignalDoor({ ...desk, entrance: this.#entrance, receipts, typed });
    const queue = (waiting: Waiting | NewStart) => this.#queue(waiting);
    this.#reception = new Reception(
      { ...desk, archive, note, tickets: world.tickets, seats: this.#seats, counts: world.counts },
      {
        queue,
        startedAnew: (peer) => {
          this.#queue({ startsAnew: peer.id });
          this.#seats.get(peer.id)?.greetingBegins();
        },
        greeted: (peer) => {
          this.#seats.get(peer.id)?.greetingEnds();
          this.#presence.arrive(placeOf(peer));
        },
        isOver: (session) => ended.has(session),
        here: () => this.#presence.everyone(),
        typed: ({ memory }, signal) => typed(memory, signal),
        read: (peer, seq) => receipts.said(peer, seq),
      },
    );
    const [presence, typing] = [this.#presence, this.#typing];
    const told = { ...door, archive, note, receipts, presence, typing, counts: world.counts };
    this.#broadcast = new Broadcast(told);
    this.#polls = new Polls({ ...told, archive: () => archive.state });
    this.#requests = new RequestDoor({ ...desk, ended, polls: this.#polls, queue });
    const lasting = { world, journal, ids: this.#ids, archive, rounds, turns: this.#turns };
    const restore = new Restore(lasting, failed);
    this.upkeep = new Upkeep({ world, journal, archive, restore }, () => this.#sendAway());
  }

  /** A room that has just woken, with the sockets that outlived its sleep. Reads storage, writes nothing. */
  static async wake(
    world: World,
    id: RoomId | null,
    limits: RoomLimits,
    peers: Iterable<Peer>,
  ): Promise<Room> {
    const room = new Room(await wakeUp(world, id, limits), limits);
    room.#seats.recall(peers);
    room.#presence.recall(room.#seats.readers().map(placeOf));
    world.headIs(room.#journal.head);
    world.log("room.woke", { room: room.#journal.room, head: room.#journal.head });
    return room;
  }

  /** A socket with a checked ticket. It is let in, or told why not as soon as it speaks. */
  connect(peer: Peer, claims: TicketClaims): Promise<void> {
    return this.#entrance.connect(peer, claims);
  }

  /** One frame from a socket, as it came. Never throws for anything that a client can send. */
  async receive(peer: Peer, raw: unknown): Promise<void> {
    await this.#reception.receive(peer, raw);
  }

  /** A socket is gone. One that the room closes is gone at once, because its host may never hear of its end. */
  disconnect(peer: Peer): void {
    // Its going may be what has woken the room, and a host lists open sockets only.
    if (hasGreeted(peer) && !this.#seats.get(peer.id)) this.#presence.recall([placeOf(peer)]);
    this.#queue({ startsAnew: peer.id });
    this.#seats.leave(peer.id);
    this.#presence.depart(placeOf(peer));
  }

  /** The HTTP door: the same wishes, the same answers. */
  command(by: Author, command: RoomCommand): Promise<Answer<Done>> {
    return this.#requests.command(by, command);
  }

  /** The door without a socket: messages as texts, as soon as there is something after the cursor. */
  listen(by: Author, query: ListenQuery): Promise<Answer<string[]>> {
    return this.#requests.listen(by, query);
  }

  /** What somebody has chosen about read receipts, as their inbox tells it. */
  async choseReceipts(person: PersonId, choice: ReceiptsChoice): Promise<Answer<null>> {
    await this.#receipts.choose(person, choice);
    return { ok: true, value: null };
  }

  /** What inboxes ask for that have not heard everything. `arrived`: whose it is, where they have just come. */
  letter(after: number, arrived?: PersonId): Promise<Answer<LetterPage>> {
    return this.#errands.rounds.answer(after, arrived);
  }

  /** Whether this person may have a ticket now. */
  admits(by: Author): Answer<null> {
    return this.#entrance.admits(by);
  }

  /** The room's note asks who may be there. */
  noteAccess(by: Author): ReturnType<NoteDoor["access"]> {
    return this.#note.access(by, this.#entrance);
  }

  /** The room's note tells who has changed it lately. */
  async noteChanged(news: NoteNews): Promise<Answer<null>> {
    await this.#turns.take(() => this.#note.changed(news));
    this.#stir();
    return { ok: true, value: null };
  }

  async signedOut(sessions: readonly string[]): Promise<Answer<null>> {
    const here = { ended: this.#ended, seats: this.#seats };
    await this.#turns.take(() =>
      endSessions(here, sessions, (over) => this.#polls.endSessions(over)),
    );
    this.#note.tell({ people: [], sessions });
    return { ok: true, value: null };
  }

  /** What can be seen of it from outside, without who is here. */
  facts(): { connections: number; archiveSince: number | null } {
    return { connections: this.#seats.size, archiveSince: this.#errands.archive.behindSince };
  }

  /** The host's timer has gone off. */
  async alarm(): Promise<void> {
    this.#errands.run(async () => {
      if (await this.#errands.archive.look()) this.#stir();
      await this.#journal.departed.erasePages(this.#turns);
      await this.#ids.forgetOld(this.#world.clock.now());
    });
  }

  /** What an alarm has begun is done, for a host that lets the room go behind it. */
  get atRest(): Promise<unknown> {
    return this.#errands.atRest;
  }

  #queue(waiting: Waiting | NewStart): void {
    this.#waiting.push(waiting);
    this.#stir();
  }

  #stir(): void {
    this.#beat.request(this.#seats.size);
  }

  #heardTyping({ person, name, session }: Author, signal: TypingSignal): void {
    const who = asCalled(this.#journal.state, { id: person, name });
    this.#typing.heard({ who, session }, signal, this.#world.clock.now());
    this.#stir();
  }

  /** One beat: what waits is decided, made durable, and shown in one frame to each reader. */
  async #work(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    let unanswered = waiting;
    const { storage, clock } = this.#world;
    try {
      await this.#turns.take(async () => {
        const before = this.#journal.head;
        const { written, answers, accepted } = await this.#desk.work(waiting, clock.now());
        for (const { event } of written)
          if (event.type === "message.posted") this.#typing.said(event.by, event.thread);
        if (written.length > 0) this.#errands.grown(written);
        await this.#errands.archive.look();
        const leavers = takeLeave(written, this.#presence, this.#typing);
        this.#receipts.happened(leavers);
        const tellOthers = this.#broadcast.begin(written);
        if (written.length > 0) await this.#polls.eventsCame(before);
        for (const answer of answers) answer();
        unanswered = [];
        // Tickets and the like are written beside; those too, because the next beat waits for all that this one has found.
        await storage.flushed();
        countTold(this.#world, accepted, written.length);
        await tellOthers();
        if (written.length > 0) this.#world.headIs(this.#journal.head);
        if (leavers.size > 0) showOut(this.#seats.all(), leavers);
        this.#note.tell({ people: [...leavers], sessions: [] });
      });
    } catch (error) {
      this.#giveUp(unanswered, error);
    }
  }

  /**
   * Memory may disagree with storage now. Whoever comes next finds a room that was read anew, and this one must
   * write no more: its numbers would be given twice.
   */
  #giveUp(entries: readonly (Waiting | NewStart)[], error: unknown): void {
    for (const { answer } of entries.filter(isCommand))
      answer({ ok: false, refusal: refusal("unavailable") });
    if (this.#hasGivenUp) return;
    this.#hasGivenUp = true;
    this.#turns.end();
    this.#errands.end();
    this.#world.storage.takeBack();
    this.#sendAway();
    this.#world.giveUp(error);
  }

  /** Everyone comes back, and hears what holds now. */
  #sendAway(): void {
    for (const peer of this.#seats.all()) dismiss(peer, CLOSE.fault, "fault");
    this.#polls.giveUp();
  }
}
