import { decodeInboxDown } from "#protocol/inbox/decode.ts";
import type { InboxCommand } from "#protocol/inbox/commands.ts";
import { nameOf, type Entry } from "#protocol/inbox/entries.ts";
import type { Changes, InboxDown } from "#protocol/inbox/frames.ts";
import type { CommandId } from "#protocol/ids.ts";
import { PROTOCOL_VERSION } from "#protocol/version.ts";
import { Line } from "../line.ts";
import { Network } from "../network.ts";
import { ServerSocket } from "../server-socket.ts";
import { Violation } from "../violation.ts";
import type { InboxWorld, PersonSite } from "./inbox-world.ts";
import { isAnswered, isTrue, placeName } from "./inbox-witness.ts";

const PING_EVERY_MS = 15_000;
const SILENT_MS = 31_000;
const HOUR_MS = 3_600_000;

type Mark = Extract<InboxCommand, { type: "read" }>["marks"][number];

/** One device as docs/protocol.md §5 wants it: it takes each change on top of the one before, and sends until it is answered. */
export class SimDevice {
  readonly name: string;
  readonly network: Network;
  readonly entries = new Map<string, Entry>();
  cursor = 0;
  epoch: string | null = null;
  isOn = false;
  #isWelcome = false;
  /** An inbox in which nothing has happened yet is stored nowhere, and is another one after its sleep. */
  #isKept = false;
  /** Whether the inbox that was met last is the one that was met before. */
  #isSame = false;
  readonly #unanswered = new Map<CommandId, InboxCommand>();
  /** What was read here. It is said again where the inbox has forgotten it with a life of the room. */
  readonly #read = new Map<string, Mark>();
  readonly #person: PersonSite;
  readonly #world: InboxWorld;
  #line: Line | null = null;
  #far: ServerSocket | null = null;
  #heardAt = 0;
  #sockets = 0;

  constructor(name: string, person: PersonSite, world: InboxWorld) {
    this.name = name;
    this.#person = person;
    this.#world = world;
    this.network = new Network(world.clock, world.chance);
    this.#watch();
  }

  get isIdle(): boolean {
    return this.#unanswered.size === 0;
  }

  get isLive(): boolean {
    return this.#isWelcome;
  }

  get<K extends Entry["kind"]>(kind: K): Extract<Entry, { kind: K }>[] {
    return [...this.entries.values()].filter(
      (entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind,
    );
  }

  connect(): void {
    this.isOn = true;
    if (this.#line) return;
    this.#line = new Line(this.#world.clock, this.network);
    void this.#open(this.#line);
  }

  /** The line is gone; `again`: the device tries another one. */
  cut(again: boolean): void {
    if (!again) this.isOn = false;
    this.#lost(this.#line);
  }

  /** Everything that it held is gone, but for what was not answered yet, and what was read here. */
  forget(): void {
    this.cut(false);
    this.entries.clear();
    this.cursor = 0;
    this.epoch = null;
    this.#isKept = false;
  }

  ask(command: InboxCommand): void {
    for (const mark of command.type === "read" ? command.marks : []) {
      const name = placeName(mark.room, mark.thread);
      if (mark.seq > (this.#read.get(name)?.seq ?? 0)) this.#read.set(name, mark);
    }
    this.#unanswered.set(command.id, command);
    this.#send(command.id);
  }

  #sayReadAgain(told: readonly Entry[]): void {
    for (const entry of told) {
      if (entry.kind !== "room" && entry.kind !== "thread") continue;
      const mark = this.#read.get(nameOf(entry));
      const wasLost = this.#world.room(entry.room).began.length > 0;
      if (wasLost && mark && mark.seq > entry.read && this.isIdle)
        this.ask({ type: "read", id: this.#world.newId(), marks: [mark] });
    }
  }

  async #open(line: Line): Promise<void> {
    const { clock } = this.#world;
    const { by, host } = this.#person;
    await this.network.way();
    if (this.#line !== line) return;
    if (this.network.isOffline || host.isDown) return this.#lost(line);
    const now = clock.now();
    const ends = { ticketExpiresAt: now + HOUR_MS, sessionExpiresAt: now + 100 * HOUR_MS };
    // Each device has a session of its own.
    const claims = { ...by, session: this.name, ticket: this.#world.newId(), ...ends };
    this.#sockets += 1;
    const far = new ServerSocket(`${this.name}-${this.#sockets}`, claims, {
      frame: (text) => line.down(() => this.#line === line && this.#frame(text)),
      closed: () => line.down(() => this.#lost(line)),
    });
    this.#far = far;
    await host.connect(far);
    line.down(() => {
      if (this.#line !== line) return;
      this.#heardAt = clock.now();
      const { epoch, cursor } = this;
      this.#up({ t: "hello", version: PROTOCOL_VERSION, epoch, cursor });
    });
  }

  #up(message: object): void {
    const far = this.#far;
    if (!far) return;
    this.#line?.up(() => void this.#person.host.receive(far, JSON.stringify(message)));
  }

  #send(id: CommandId): void {
    const command = this.#unanswered.get(id);
    if (command && this.#isWelcome) this.#up({ t: "command", command });
  }

  #lost(line: Line | null): void {
    if (!line || this.#line !== line) return;
    const { clock, chance } = this.#world;
    line.cut();
    const far = this.#far;
    if (far) clock.after(chance.between(0, 8_000), () => void this.#person.host.disconnect(far));
    this.#line = null;
    this.#far = null;
    this.#isWelcome = false;
    if (this.isOn) clock.after(chance.between(50, 3_000), () => this.isOn && this.connect());
  }

  #watch(): void {
    this.#world.clock.after(PING_EVERY_MS, () => {
      if (this.#isWelcome) this.#up({ t: "ping" });
      const isSilent = this.#world.clock.now() - this.#heardAt > SILENT_MS;
      if (this.#line && isSilent) this.#lost(this.#line);
      this.#watch();
    });
  }

  #frame(text: string): void {
    this.#heardAt = this.#world.clock.now();
    const messages = decodeInboxDown(text);
    this.#world.verdict.watch(() => {
      if (!messages) throw new Violation("A device cannot read what it is told.", text);
      for (const message of messages) this.#hear(message);
    });
  }

  #hear(message: InboxDown): void {
    switch (message.t) {
      case "welcome":
        this.#isWelcome = true;
        if (this.#isKept && message.epoch !== this.epoch)
          throw new Violation("An inbox has forgotten itself.", this.name);
        this.#isSame = message.epoch === this.epoch;
        this.epoch = message.epoch;
        this.#isKept = message.head > 0;
        for (const id of this.#unanswered.keys()) this.#send(id);
        return;
      case "changes":
        return this.#take(message);
      case "done":
        return this.#done(message.id);
      case "refused":
        if (!message.retryable || message.id === null)
          throw new Violation("What is allowed was refused.", `${this.name}, ${message.code}`);
        this.#again(message.id);
        return;
      case "pong":
        // In order behind everything that was told: nothing can be missing.
        if (message.head > this.cursor)
          throw new Violation("A change was not told.", `${this.name} is at ${this.cursor}`);
        return;
      case "mark":
      case "edited":
      case "presence":
      case "renewed":
        return;
    }
  }

  #again(id: CommandId): void {
    const { clock, chance } = this.#world;
    clock.after(chance.between(300, 1_500), () => this.#send(id));
  }

  #take({ from, to, isAnew, entries }: Changes): void {
    if (isAnew) {
      if (this.cursor > 0 && this.#isSame)
        throw new Violation("A device had to forget what holds.", this.name);
      this.entries.clear();
      this.cursor = from;
    }
    if (from !== this.cursor || to < from || entries.length > to - from) {
      const where = `${this.name} is at ${this.cursor}, told ${from} to ${to}`;
      throw new Violation("A device was told changes that do not follow.", where);
    }
    for (const entry of entries) {
      const name = nameOf(entry);
      isTrue(this.#world, this.#person, this.entries.get(name), entry);
      this.entries.set(name, entry);
    }
    this.cursor = to;
    this.#sayReadAgain([...this.entries.values()]);
  }

  #done(id: CommandId): void {
    this.#unanswered.delete(id);
    const wish = this.#person.wishes.done(id, (room) => this.#world.room(room).log.head);
    if (wish) isAnswered(this.#world, this.entries, wish.command);
    this.#sayReadAgain([...this.entries.values()]);
  }
}
