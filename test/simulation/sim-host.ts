import { PING } from "#protocol/up.ts";
import type { Peer } from "#party/object/ports.ts";
import type { TicketClaims } from "#party/rooms.ts";
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

/** What a host runs: a room, or somebody's inbox. */
export type Hosted = {
  connect(peer: Peer, claims: TicketClaims): Promise<void>;
  receive(peer: Peer, raw: unknown): Promise<void>;
  disconnect(peer: Peer): void;
  alarm(): Promise<void>;
};

/** What an object tells its host. */
export type Hooks = { headIs(head: number): void; giveUp(error: unknown): void };

export type HostParts<O extends Hosted> = {
  /** As the trace calls what runs here. */
  name: string;
  clock: SimClock;
  chance: Chance;
  disk: DurableDisk;
  rules: HostRules;
  /** Makes the object anew from its disk, for one life of it. */
  wake(life: RoomLife, hooks: Hooks, peers: readonly Peer[]): Promise<O>;
  /** Something has gone wrong in the object that nobody has done to it. */
  failed: (error: unknown) => void;
  tell: (what: string) => void;
};

/** The machine that an object runs on: wakes it when it is wanted, rings its alarms, and dies when it is told to. */
export class SimHost<O extends Hosted> {
  readonly sockets = new Set<ServerSocket>();
  /** Until then nobody reaches this machine. */
  downUntil = 0;
  #life: RoomLife;
  #object: Promise<O> | null = null;
  #pong: string | null = null;
  #isRinging = false;
  #cancelAlarm: () => void = () => undefined;
  /** Lives in which an object was replaced by another: what the first still does may fail. */
  readonly #hasGivenUp = new WeakSet<RoomLife>();
  readonly #parts: HostParts<O>;

  constructor(parts: HostParts<O>) {
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
    await this.#guard(socket, async (object, life) => {
      await object.connect(socket.asPeer(life), socket.claims);
      await leaving(life);
    });
  }

  async receive(socket: ServerSocket, frame: string): Promise<void> {
    if (!socket.isOpen) return;
    socket.conversation.heard(frame);
    // As on a Durable Object, which is not even woken for it.
    if (frame === PING && this.#pong !== null) return socket.asPeer(this.#life).send(this.#pong);
    await this.#guard(socket, (object, life) => object.receive(socket.asPeer(life), frame));
  }

  async disconnect(socket: ServerSocket): Promise<void> {
    if (!this.sockets.delete(socket)) return;
    socket.isOpen = false;
    if (this.#object) {
      await this.#guard(socket, (object, life) => {
        object.disconnect(socket.asPeer(life));
      });
    }
  }

  /** What the API asks of the object. @throws Accident when the object dies over it, and then the outcome is unknown. */
  async ask<T>(question: (object: O) => Promise<T> | T): Promise<T> {
    const life = this.#life;
    const end = life.begin();
    const died = life.over.then(() => {
      throw new Accident("it died");
    });
    const answered = this.#ready().then(async (object) => {
      const answer = await question(object);
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

  /** A crash that was to come does not. */
  spare(): void {
    this.#life.effectsLeft = Number.POSITIVE_INFINITY;
  }

  /** Sleep, as a host that hibernates does it: sockets stay open, memory is gone. False: it is busy. */
  sleep(): boolean {
    if (!this.#life.isIdle || this.#isRinging) return false;
    this.#life.stop();
    this.#life = this.#newLife();
    this.#object = null;
    return true;
  }

  #died() {
    const { chance, name, tell } = this.#parts;
    tell(`${name} crashes`);
    this.#life.end(chance);
    this.#life = this.#newLife();
    this.#object = null;
    this.#pong = null;
    for (const socket of this.sockets) socket.close(1006);
    this.sockets.clear();
  }

  #newLife(): RoomLife {
    const { clock, disk, rules } = this.#parts;
    return new RoomLife(clock, disk, {
      kind: rules.kind,
      // Asked each time: a disk gets well while the object lives on.
      writeTime: () => rules.writeTime(),
      readTime: () => rules.readTime(),
      writeFails: () => rules.writeFails(),
      died: () => this.#died(),
    });
  }

  #ready(): Promise<O> {
    this.#object ??= this.#wake(this.#life);
    return this.#object;
  }

  #wake(life: RoomLife): Promise<O> {
    const { failed } = this.#parts;
    const peers = [...this.sockets].filter(({ isOpen }) => isOpen);
    const hooks: Hooks = {
      headIs: (head) => {
        if (life.isAlive) this.#pong = JSON.stringify([{ t: "pong", head }]);
      },
      giveUp: (error) => {
        if (!life.isAlive) return;
        if (!(error instanceof Accident)) failed(error);
        this.#object = null;
        this.#hasGivenUp.add(life);
      },
    };
    return this.#parts.wake(
      life,
      hooks,
      peers.map((socket) => socket.asPeer(life)),
    );
  }

  #failed(error: unknown, life: RoomLife) {
    if (!this.#hasGivenUp.has(life)) this.#parts.failed(error);
  }

  async #guard(
    socket: ServerSocket,
    act: (object: O, life: RoomLife) => Promise<void> | void,
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
export async function overGate<T>(life: RoomLife, ask: () => Promise<T>): Promise<T> {
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
