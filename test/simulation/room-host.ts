import { newEpoch } from "#protocol/epoch.ts";
import type { RoomId } from "#protocol/ids.ts";
import { ROOM_LIMITS } from "#protocol/limits.ts";
import { PING } from "#protocol/up.ts";
import type { World } from "#party/room/ports.ts";
import { Room } from "#party/room/room.ts";
import type { TicketClaims } from "#party/rooms.ts";
import type { ArchiveCopy } from "./archive-copy.ts";
import type { Chance } from "./chance.ts";
import type { DurableDisk } from "./durable-disk.ts";
import { RoomLife, type HostKind } from "./room-life.ts";
import type { ServerSocket } from "./server-socket.ts";
import { never, type SimClock } from "./sim-clock.ts";
import { Accident } from "./violation.ts";

const MOST_ALARM_TRIES = 7;
const ALARM_RETRY_MS = 2_000;

export type HostRules = {
  kind: HostKind;
  writeTime: () => number;
  readTime: () => number;
  writeFails: () => boolean;
  /** ms by which an alarm comes too late. */
  alarmLate: () => number;
};

export type HostParts = {
  clock: SimClock;
  chance: Chance;
  disk: DurableDisk;
  archive: ArchiveCopy;
  rules: HostRules;
  /** What a ticket says, or null when it is none. */
  checkTicket: (ticket: string) => TicketClaims | null;
  /** Something has gone wrong in the room that nobody has done to it. */
  failed: (error: unknown) => void;
  tell: (what: string) => void;
};

/** The machine that a room runs on: wakes the room when it is wanted, rings its alarms, and dies when it is told to. */
export class SimHost {
  readonly sockets = new Set<ServerSocket>();
  /** Until then nobody reaches this machine. */
  downUntil = 0;
  #life: RoomLife;
  #room: Promise<Room> | null = null;
  #pong: string | null = null;
  #isRinging = false;
  #cancelAlarm: () => void = () => undefined;
  /** Lives in which a room was replaced by another: what the first still does may fail. */
  readonly #hasGivenUp = new WeakSet<RoomLife>();
  readonly #parts: HostParts;
  readonly #id: RoomId;

  constructor(id: RoomId, parts: HostParts) {
    this.#id = id;
    this.#parts = parts;
    this.#life = this.#newLife();
    parts.disk.alarmChanged = () => this.#setAlarm(0);
  }

  get isDown(): boolean {
    return this.#parts.clock.now() < this.downUntil;
  }

  /** A socket whose ticket is good. Resolves when the client may be told that it is open. */
  async connect(socket: ServerSocket): Promise<void> {
    this.sockets.add(socket);
    await this.#guard(socket, async (room, life) => {
      await room.connect(socket.asPeer(life), socket.claims);
      await leaving(life);
    });
  }

  async receive(socket: ServerSocket, frame: string): Promise<void> {
    if (!socket.isOpen) return;
    socket.conversation.heard(frame);
    // As on a Durable Object, which is not even woken for it.
    if (frame === PING && this.#pong !== null) return socket.asPeer(this.#life).send(this.#pong);
    await this.#guard(socket, (room, life) => room.receive(socket.asPeer(life), frame));
  }

  async disconnect(socket: ServerSocket): Promise<void> {
    if (!this.sockets.delete(socket)) return;
    socket.isOpen = false;
    if (this.#room) {
      await this.#guard(socket, (room, life) => {
        room.disconnect(socket.asPeer(life));
      });
    }
  }

  /** What the API asks of the room. @throws Accident when the room dies over it, and then the outcome is unknown. */
  async ask<T>(question: (room: Room) => Promise<T> | T): Promise<T> {
    const life = this.#life;
    const end = life.begin();
    const died = life.over.then(() => {
      throw new Accident("the room died");
    });
    const answered = this.#ready().then(async (room) => {
      const answer = await question(room);
      await leaving(life);
      return answer;
    });
    try {
      return await Promise.race([answered, died]);
    } finally {
      end();
    }
  }

  /** The process ends this moment, or before its n-th effect from now. */
  crash(afterEffects = 0) {
    if (afterEffects > 0) this.#life.effectsLeft = afterEffects;
    else this.#died();
  }

  /** Sleep, as a host that hibernates does it: sockets stay open, memory is gone. False: the room is busy. */
  sleep(): boolean {
    if (!this.#life.isIdle || this.#isRinging) return false;
    this.#life.stop();
    this.#life = this.#newLife();
    this.#room = null;
    return true;
  }

  #died() {
    const { chance, tell } = this.#parts;
    tell("the room crashes");
    this.#life.end(chance);
    this.#life = this.#newLife();
    this.#room = null;
    this.#pong = null;
    for (const socket of this.sockets) socket.close(1006);
    this.sockets.clear();
  }

  #newLife(): RoomLife {
    const { clock, disk, rules } = this.#parts;
    return new RoomLife(clock, disk, { ...rules, died: () => this.#died() });
  }

  #ready(): Promise<Room> {
    this.#room ??= this.#wake(this.#life);
    return this.#room;
  }

  #wake(life: RoomLife): Promise<Room> {
    const peers = [...this.sockets].filter(({ isOpen }) => isOpen);
    const world = this.#world(life);
    return Room.wake(
      world,
      this.#id,
      ROOM_LIMITS,
      peers.map((socket) => socket.asPeer(life)),
    );
  }

  #world(life: RoomLife): World {
    const { clock, chance, archive, checkTicket, failed } = this.#parts;
    return {
      storage: life.storage,
      clock: { now: clock.now, after: (ms, run) => life.after(ms, run) },
      archive: {
        store: (...batch) => overGate(life, () => archive.store(...batch)),
        erase: (...page) => overGate(life, () => archive.erase(...page)),
        lives: () => overGate(life, () => archive.lives()),
        read: (...page) => overGate(life, () => archive.read(...page)),
      },
      // Whom it tells has a story of its own (test/simulation/inbox).
      inboxes: { deliver: () => overGate(life, () => Promise.resolve([])) },
      tickets: { check: (ticket) => Promise.resolve(checkTicket(ticket)) },
      log: () => undefined,
      newEpoch: (after) => newEpoch(clock.now(), chance.bytes(10), after),
      headIs: (head) => {
        if (life.isAlive) this.#pong = JSON.stringify([{ t: "pong", head }]);
      },
      giveUp: (error) => {
        if (!life.isAlive) return;
        if (!(error instanceof Accident)) failed(error);
        this.#room = null;
        this.#hasGivenUp.add(life);
      },
    };
  }

  #failed(error: unknown, life: RoomLife) {
    if (!this.#hasGivenUp.has(life)) this.#parts.failed(error);
  }

  async #guard(
    socket: ServerSocket,
    act: (room: Room, life: RoomLife) => Promise<void> | void,
  ): Promise<void> {
    const life = this.#life;
    const end = life.begin();
    try {
      await act(await this.#ready(), life);
    } catch (error) {
      if (!life.isAlive) return;
      this.#failed(error, life);
      socket.close();
    } finally {
      end();
    }
  }

  #setAlarm(tries: number, inMs = 0) {
    this.#cancelAlarm();
    const { clock, disk, rules } = this.#parts;
    if (disk.alarmAt === null && inMs === 0) return;
    const at = inMs > 0 ? clock.now() + inMs : (disk.alarmAt ?? 0);
    this.#cancelAlarm = clock.after(at - clock.now() + rules.alarmLate(), () => {
      void this.#ring(tries);
    });
  }

  /** As the platform does it: never twice at a time, again when the process died over it, and not for ever. */
  async #ring(tries: number): Promise<void> {
    const { disk, tell } = this.#parts;
    if (this.#isRinging || this.isDown) return this.#setAlarm(tries, ALARM_RETRY_MS);
    this.#isRinging = true;
    disk.alarmAt = null;
    const life = this.#life;
    const end = life.begin();
    const isDone = await Promise.race([this.#rung(life), life.over.then(() => false)]);
    end();
    this.#isRinging = false;
    if (isDone || disk.alarmAt !== null) return;
    if (tries + 1 >= MOST_ALARM_TRIES) return tell("the platform drops the alarm");
    this.#setAlarm(tries + 1, ALARM_RETRY_MS * 2 ** tries);
  }

  async #rung(life: RoomLife): Promise<boolean> {
    try {
      await (await this.#ready()).alarm();
    } catch (error) {
      // The shell of both hosts takes it: the platform believes that all went well.
      this.#failed(error, life);
    }
    return true;
  }
}

/** A request that leaves only when all that was written before is durable, and that ends with the life that asked. */
async function overGate<T>(life: RoomLife, ask: () => Promise<T>): Promise<T> {
  const end = life.begin();
  try {
    await leaving(life);
    return await ask();
  } finally {
    end();
    if (!life.isAlive) await never();
  }
}

/** When everything that this life has written so far is durable. */
function leaving(life: RoomLife): Promise<void> {
  if (!life.isAlive) return never();
  return new Promise((resolve) => {
    life.send(resolve);
  });
}
