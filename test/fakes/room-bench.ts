import { Tally, type Counting } from "#party/meter/tally.ts";
import type { RoomCommand, SocketCommand } from "#protocol/commands.ts";
import { decodeDown } from "#protocol/decode.ts";
import type { DownMessage } from "#protocol/down.ts";
import { newEpoch } from "#protocol/epoch.ts";
import type { RoomEvent } from "#protocol/events.ts";
import { uuid7, type CommandId, type PersonId, type RoomId } from "#protocol/ids.ts";
import type { RoomLimits } from "#protocol/limits.ts";
import { PING } from "#protocol/up.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import type { Peer, PeerMemory } from "#party/object/ports.ts";
import type { Gone } from "#party/notes/notes.ts";
import type { World } from "#party/room/ports.ts";
import { textOf, type Frame } from "#party/object/shared-frame.ts";
import { Room } from "#party/room/room.ts";
import type { Author, TicketClaims } from "#party/rooms.ts";
import { HandClock, settled } from "./hand-clock.ts";
import { FakeInboxes } from "./fake-inboxes.ts";
import { MemoryArchive } from "./memory-archive.ts";
import { MemoryStorage } from "./memory-storage.ts";

export const ROOM = "room-one" as RoomId;
const HOUR_MS = 3_600_000;

/** Limits nobody runs into, for tests that are about something else. */
export const PATIENT: RoomLimits = {
  sendBurst: 1e6,
  sendsPerSecond: 1e6,
  roomSendsPerSecond: 1e6,
  callsPerMinute: 1e6,
  roomCallsPerMinute: 1e6,
  noteMentionsPerMinute: 1e6,
  roomNoteMentionsPerMinute: 1e6,
  signalsPerSecond: 1e6,
  framesPerMinute: 1e6,
  pollBurst: 1e6,
  pollsPerSecond: 1e6,
  entryBurst: 1e6,
  entriesPerMinute: 1e6,
  pageBurst: 1e6,
  pagesPerSecond: 1e6,
  archiveDegradedAfterMs: 1e15,
  archiveReadOnlyAfterMs: 1e15,
  archiveReadOnlyAfterEvents: 1e15,
  presenceGraceMs: 30_000,
  noteUpdatesPerSecond: 1e6,
  noteQuietMs: 300_000,
  missedHourMs: 3_600_000,
};

export function person(name: string, role: Author["role"] = "member"): Author {
  return { person: `p-${name.toLowerCase()}` as PersonId, name, role, session: `s-${name}` };
}

/** A socket whose frames are kept, and which outlives the room's sleep as real ones do. */
export class FakePeer implements Peer {
  readonly id: string;
  memory: PeerMemory;
  closed: { code: number; reason: string } | null = null;
  frames: string[] = [];

  constructor(id: string, memory: PeerMemory) {
    this.id = id;
    this.memory = memory;
  }

  remember(memory: PeerMemory): void {
    this.memory = memory;
  }

  send(frame: Frame): void {
    if (!this.closed) this.frames.push(textOf(frame));
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }

  /** What has come since this was last asked, through the client's own door. */
  take(): DownMessage[] {
    const frames = this.frames;
    this.frames = [];
    return frames.flatMap((frame) => decodeDown(frame) ?? [{ t: "pong", head: -1 } as const]);
  }

  takeOf<T extends DownMessage["t"]>(t: T): Extract<DownMessage, { t: T }>[] {
    return this.take().filter(
      (message): message is Extract<DownMessage, { t: T }> => message.t === t,
    );
  }

  takeEvents(): RoomEvent[] {
    return this.takeOf("events").flatMap(({ events }) => events);
  }
}

/** One room in a world of fakes, with hands to move it. */
export class RoomBench {
  readonly clock = new HandClock();
  /** Whom the room has told its note to show out. */
  readonly noteTold: Gone[] = [];
  readonly storage = new MemoryStorage();
  readonly failures: unknown[] = [];
  readonly logged: string[] = [];
  readonly archive = new MemoryArchive();
  readonly inboxes = new FakeInboxes();
  /** Told to the room when it wakes. */
  mayWakeAllAt = 0;
  /** Where the room counts. */
  counting: Counting = new Tally();
  /** What beside its host's calls has come to rest. */
  turned: () => void = () => undefined;
  /** What the ticket checker answers, by ticket. */
  readonly tickets = new Map<string, TicketClaims>();
  peers: FakePeer[] = [];
  room: Room;
  heads: number[] = [];
  readonly #limits: RoomLimits;
  #made = 0;

  private constructor(limits: RoomLimits) {
    this.#limits = limits;
    this.room = undefined as never;
  }

  /** What the archive took, in the order it came. */
  get archived(): RoomEvent[] {
    return this.archive.taken.flat();
  }

  /** Nobody has created the room yet. */
  static async empty(limits: RoomLimits = PATIENT): Promise<RoomBench> {
    const bench = new RoomBench(limits);
    await bench.wake();
    return bench;
  }

  /** Owned by Ann, with whoever is named as a member too. */
  static async withMembers(names: string[], limits: RoomLimits = PATIENT): Promise<RoomBench> {
    const bench = await RoomBench.empty(limits);
    await bench.command(person("Ann", "owner"), {
      type: "room.create",
      id: bench.id(),
      name: "Kitchen",
      topic: "",
    });
    for (const name of names) {
      await bench.command(person(name), { type: "room.join", id: bench.id() });
    }
    return bench;
  }

  /** The host's object is new, the storage and the sockets are not: sleep, eviction, restart. */
  async wake(): Promise<void> {
    this.room = await Room.wake(
      this.#world(),
      ROOM,
      this.#limits,
      this.peers.filter(({ closed }) => !closed),
    );
  }

  /** As an alarm wakes it on a host that does not tell the room its name. */
  async wakeNameless(): Promise<void> {
    this.room = await Room.wake(this.#world(), null, this.#limits, []);
  }

  id(at = this.clock.now()): CommandId {
    return uuid7(at, this.#random()) as CommandId;
  }

  post(body: string, id = this.id()): SocketCommand {
    return { type: "message.post", id, body };
  }

  async command(by: Author, command: RoomCommand) {
    const answer = this.room.command(by, command);
    await this.rest();
    return answer;
  }

  claims(by: Author, ticket = this.id() as string): TicketClaims {
    const now = this.clock.now();
    return { ...by, ticket, ticketExpiresAt: now + 30_000, sessionExpiresAt: now + HOUR_MS };
  }

  /** A socket with a ticket, that has not said hello. */
  async connect(by: Author, claims = this.claims(by)): Promise<FakePeer> {
    this.#made += 1;
    const { person: id, name, role, session, sessionExpiresAt, editWindowMs } = claims;
    const memory = {
      person: id,
      name,
      role,
      session,
      sessionExpiresAt,
      editWindowMs,
      standing: "arriving" as const,
    };
    const peer = new FakePeer(`c-${this.#made}`, memory);
    this.peers.push(peer);
    await this.room.connect(peer, claims);
    // Whoever was turned away is told so at their first word.
    if (typeof peer.memory.standing === "object") await this.say(peer, PING);
    return peer;
  }

  /** A socket that has said hello; what it was greeted with is still in its frames. */
  async join(by: Author, cursor = 0, epoch: string | null = null): Promise<FakePeer> {
    const peer = await this.connect(by);
    await this.say(peer, { t: "hello", version: PROTOCOL_VERSION, epoch, cursor });
    return peer;
  }

  async say(peer: FakePeer, message: unknown): Promise<void> {
    await this.room.receive(peer, typeof message === "string" ? message : JSON.stringify(message));
    await this.rest();
  }

  async sendFrom(peer: FakePeer, command: SocketCommand): Promise<void> {
    await this.say(peer, { t: "command", command });
  }

  /** Until the room has worked off what came in; longer than its longest beat, shorter than anything else. */
  async rest(): Promise<void> {
    await settled();
    await this.clock.pass(26);
  }

  /** Lets the host's alarm go off, if it is due by then. */
  async passAlarm(ms: number): Promise<void> {
    await this.clock.pass(ms);
    const isDue = this.storage.alarmAt !== null && this.storage.alarmAt <= this.clock.now();
    if (!isDue) return;
    this.storage.alarmAt = null;
    await this.alarm();
  }

  /** The host's alarm goes off, and what the room does beside it is done too, unless it waits for somebody. */
  async alarm(): Promise<void> {
    await this.room.alarm();
    await settled();
  }

  #random(): Uint8Array {
    this.#made += 1;
    const random = new Uint8Array(10);
    new DataView(random.buffer).setUint32(6, this.#made);
    return random;
  }

  #world(): World {
    return {
      storage: this.storage,
      clock: this.clock,
      archive: this.archive,
      inboxes: this.inboxes,
      note: {
        gone: (_room, gone) => {
          this.noteTold.push(gone);
          return Promise.resolve({ ok: true, value: null });
        },
      },
      tickets: { check: (ticket) => Promise.resolve(this.tickets.get(ticket) ?? null) },
      log: (event, facts) => void this.logged.push(`${event} ${JSON.stringify(facts)}`),
      newEpoch: (after) => newEpoch(this.clock.now(), this.#random(), after),
      headIs: (head) => void this.heads.push(head),
      mayWakeAllAt: () => this.mayWakeAllAt,
      turned: () => this.turned(),
      counts: {
        add: (...what) => this.counting.add(...what),
        observe: (...what) => this.counting.observe(...what),
      },
      giveUp: (error) => void this.failures.push(error),
    };
  }
}
