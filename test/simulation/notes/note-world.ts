import { Tally } from "#party/meter/tally.ts";
import * as v from "valibot";
import { ROOM_LIMITS } from "#protocol/limits.ts";
import { PersonId, RoomId, uuid7 } from "#protocol/ids.ts";
import { may, type CommunityRole } from "#protocol/roles.ts";
import { refusal } from "#protocol/refusals.ts";
import { Note } from "#party/notes/note.ts";
import type { Mention } from "#party/notes/mentions-in.ts";
import type { NoteWorld } from "#party/notes/ports.ts";
import type { Answer, Author, NoteAccess } from "#party/rooms.ts";
import { yjsOnPartyKit } from "#party/partykit/yjs-on-partykit.ts";
import { HandClock, settled } from "../../fakes/hand-clock.ts";
import type { Chance } from "../chance.ts";
import { Verdict, Violation } from "../violation.ts";
import { lookAtFrame, lookAtSaved } from "./note-witness.ts";
import { SimDisk } from "./sim-disk.ts";
import { SimEditor } from "./sim-editor.ts";
import { SimLine } from "./sim-line.ts";
import { textOf, Truth } from "./truth.ts";

const ROOM = v.parse(RoomId, "kitchen");
const LIMITS = { ...ROOM_LIMITS, noteUpdatesPerSecond: 1e6, framesPerMinute: 1e6, entryBurst: 1e6 };
const SESSION_MS = 10 * 3_600_000;

/** Everything around one note: its disk, its lines, its room, and people who write in it. */
export class SimNoteWorld {
  readonly chance: Chance;
  readonly clock = new HandClock();
  readonly verdict = new Verdict();
  readonly truth = new Truth();
  readonly disk: SimDisk;
  readonly editors: SimEditor[] = [];
  /** Who is in the room, and as what. */
  readonly members = new Map<PersonId, CommunityRole>();
  readonly trace: string[] = [];
  /** Whom each mention means. */
  readonly named = new Map<string, PersonId>();
  /** Of which mentions the room was told, and as whose each time. */
  readonly told = new Map<string, PersonId[]>();
  slowest = 1;
  isRoomAway = false;
  /** So many writes are still begun; then the process dies. */
  diesIn = Number.POSITIVE_INFINITY;
  #note: Promise<Note> | null = null;
  #life = 0;
  #made = 0;
  #alarm: () => void = () => undefined;

  constructor(chance: Chance) {
    this.chance = chance;
    this.disk = new SimDisk(chance.happens(0.5));
    this.disk.became = (write) => {
      this.verdict.watch(() => this.truth.became(write, this.disk.durable));
      for (const { line } of this.editors) if (line) this.#drain(line);
    };
    this.disk.began = () => {
      this.clock.after(this.#delay(), () => this.disk.flush());
      this.diesIn -= 1;
      if (this.diesIn === 0) this.clock.after(0, () => this.crash());
    };
    this.disk.wakeAt = (at) => {
      this.#alarm();
      if (at === null) return;
      const ms = Math.max(0, at - this.clock.now());
      this.#alarm = this.clock.after(ms, () => void this.#ring());
    };
  }

  tell(what: string): void {
    this.trace.push(`${this.clock.now() % 100_000_000} ${what}`);
  }

  addPerson(name: string, role: CommunityRole, devices: number): void {
    const person = v.parse(PersonId, name);
    this.members.set(person, role);
    for (let i = 1; i <= devices; i += 1)
      this.editors.push(new SimEditor(`${name}${i}`, person, this.newClientId()));
  }

  /** The id of a mention that is made now. */
  newMention(): string {
    this.#made += 1;
    return uuid7(this.clock.now(), this.chance.bytes(10));
  }

  newClientId(): number {
    this.#made += 1;
    return this.#made * 1_000 + this.chance.below(1_000);
  }

  /** Lets time go on. False when a promise was broken. */
  async pass(ms: number): Promise<boolean> {
    await this.clock.pass(ms);
    return this.verdict.first === null;
  }

  /** The note, awake. */
  note(): Promise<Note> {
    if (!this.#note) {
      const life = this.#life;
      this.tell("wakes");
      const lines = this.editors.flatMap(({ line }) => (line?.isOpen ? [line] : []));
      this.#note = Note.wake(
        this.#world(life),
        ROOM,
        lines.map((line) => this.#peer(line, life)),
      );
      this.#note.catch(this.verdict.failed);
    }
    return this.#note;
  }

  /** Whatever was on its way is gone, and so are the lines. */
  crash(): void {
    this.tell("crashes");
    this.#end();
    this.disk.crash();
    for (const { line } of this.editors) if (line) this.#cut(line, 1006);
  }

  /** Lines and what is on them stay. Only where nothing is under way. */
  sleep(): void {
    if (!this.disk.isIdle) return;
    this.tell("sleeps");
    this.#end();
    this.disk.sleep();
  }

  async connect(who: SimEditor): Promise<void> {
    if (who.line?.isOpen) return;
    const role = this.members.get(who.person);
    const author = {
      person: who.person,
      name: who.name,
      role: role ?? "member",
      session: who.name,
    };
    this.#made += 1;
    const sessionExpiresAt = this.clock.now() + SESSION_MS;
    const line = new SimLine(`line ${this.#made}`, {
      ...author,
      sessionExpiresAt,
      standing: "arriving",
    });
    who.line = line;
    who.isHostile = false;
    who.seenSaved = 0;
    this.tell(`${who.name} connects (${line.id}) as ${who.clientId}`);
    const life = this.#life;
    const claims = {
      ...author,
      ticket: line.id,
      ticketExpiresAt: sessionExpiresAt,
      sessionExpiresAt,
    };
    const note = await this.note();
    await note.connect(this.#peer(line, life), claims).catch(() => this.#cut(line, 1011));
    if (line.isOpen && who.line === line)
      who.editor.open({ send: (frame) => this.up(line, frame) });
  }

  drop(who: SimEditor): void {
    if (who.line?.isOpen) this.#cut(who.line, 1006);
  }

  /** A frame of this line's, as it is. */
  up(line: SimLine, frame: string | Uint8Array): void {
    line.upAt = Math.max(line.upAt, this.clock.now() + this.#delay());
    this.clock.after(line.upAt - this.clock.now(), () => void this.#arrives(line, frame));
  }

  async #arrives(line: SimLine, frame: string | Uint8Array): Promise<void> {
    if (!line.isOpen) return;
    const note = await this.note();
    await note.receive(this.#peer(line, this.#life), frame).catch(this.verdict.failed);
  }

  /** The note tells the room of a mention. Of some it hears twice, when the note dies before it knows that it was heard. */
  mentioned({ person }: Author, { id }: Mention): Answer<unknown> {
    if (this.isRoomAway) return { ok: false, refusal: refusal("unavailable") };
    this.told.set(id, [...(this.told.get(id) ?? []), person]);
    return { ok: true, value: null };
  }

  /** What the room says of somebody now. */
  access(person: PersonId, role: CommunityRole): Answer<NoteAccess> {
    if (this.isRoomAway) return { ok: false, refusal: refusal("unavailable") };
    if (!this.members.has(person)) return { ok: false, refusal: refusal("not_member") };
    return { ok: true, value: { mayWrite: may(role, "note.write") } };
  }

  #end(): void {
    this.#life += 1;
    this.#note = null;
  }

  #peer(line: SimLine, life: number) {
    return line.peer(() => life === this.#life, {
      after: () => (this.disk.isGated ? this.disk.issued : 0),
      said: () => this.#drain(line),
      closed: (code) => void this.clock.after(this.#delay(), () => this.#cut(line, code)),
    });
  }

  /** Sends what may be seen. */
  #drain(line: SimLine): void {
    for (;;) {
      const [next] = line.outbox;
      if (!next || next.after > this.disk.flushed) return;
      line.outbox.shift();
      line.downAt = Math.max(line.downAt, this.clock.now() + this.#delay());
      this.clock.after(line.downAt - this.clock.now(), () => this.#heard(line, next.frame));
    }
  }

  #heard(line: SimLine, frame: string | Uint8Array): void {
    const who = this.editors.find((one) => one.line === line);
    if (!who || !line.isOpen) return;
    this.verdict.watch(() => {
      lookAtFrame(this, who, frame);
      who.editor.hear(frame);
      lookAtSaved(this, who);
    });
  }

  #cut(line: SimLine, code: number): void {
    if (!line.isOpen) return;
    line.isOpen = false;
    line.closedWith = code;
    line.outbox = [];
    const who = this.editors.find((one) => one.line === line);
    this.tell(`${line.id} of ${who?.name ?? "somebody"} ends with ${code}`);
    who?.editor.lost();
    const life = this.#life;
    // Some lines end for the note only when somebody has come back over another.
    this.clock.after(this.chance.pick([0, 0, 5_000]), () => void this.#left(line, life));
  }

  async #left(line: SimLine, life: number): Promise<void> {
    const note = await this.#note;
    if (note && life === this.#life) note.disconnect(this.#peer(line, life));
  }

  async #ring(): Promise<void> {
    this.tell("rings");
    await (await this.note()).alarm();
  }

  #delay(): number {
    return Math.ceil(this.chance.between(0, this.slowest));
  }

  #world(life: number): NoteWorld {
    return {
      storage: this.disk.lend<string>(),
      rows: this.disk.lend<Uint8Array>(),
      clock: {
        now: () => this.clock.now(),
        after: (ms, run) => this.clock.after(ms, () => life === this.#life && run()),
      },
      limits: LIMITS,
      tickets: { check: () => Promise.resolve(null) },
      access: (_room, { person, role }) => Promise.resolve(this.access(person, role)),
      changed: () => Promise.resolve({ ok: true, value: null }),
      mention: (_room, by, mention) => Promise.resolve(this.mentioned(by, mention)),
      newEngine: yjsOnPartyKit,
      log: () => undefined,
      counts: new Tally(),
      giveUp: (error) => {
        if (life !== this.#life) return;
        // Nothing here makes a write fail: a note that gives up has stumbled over what somebody said.
        this.verdict.failed(new Violation("The note gave up.", String(error)));
      },
    };
  }

  /** What the note holds now is all that is durable, and nothing else. @throws Violation */
  async expectWhole(): Promise<void> {
    await settled();
    const note = await this.note();
    const doc = note.document;
    if (textOf(doc) !== this.truth.text)
      throw new Violation(
        "The note is not what became durable.",
        `${textOf(doc)} | ${this.truth.text}`,
      );
  }
}
