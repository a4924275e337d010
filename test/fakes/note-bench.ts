import { Tally } from "#party/meter/tally.ts";
import * as v from "valibot";
import { RoomId, uuid7, type PersonId } from "#protocol/ids.ts";
import type { NoteNews } from "#protocol/note-news.ts";
import type { NoteDown } from "#protocol/notes/frames.ts";
import { may } from "#protocol/roles.ts";
import { refusal, type RefusalCode } from "#protocol/refusals.ts";
import { Note } from "#party/notes/note.ts";
import type { NoteWorld } from "#party/notes/ports.ts";
import type { BinaryPeer, PeerMemory } from "#party/object/ports.ts";
import type { Answer, Author, TicketClaims } from "#party/rooms.ts";
import type { Frame } from "#party/object/shared-frame.ts";
import { textOf } from "#party/object/shared-frame.ts";
import { yjsOnPartyKit } from "#party/partykit/yjs-on-partykit.ts";
import { HandClock, settled } from "./hand-clock.ts";
import { MemoryStorage } from "./memory-storage.ts";
import { NoteEditor } from "./note-editor.ts";
import { PATIENT, person } from "./room-bench.ts";

export const ROOM = v.parse(RoomId, "kitchen");
const HOUR_MS = 3_600_000;

/** A socket to a note, which outlives the note's sleep as real ones do. */
export class FakeNotePeer implements BinaryPeer {
  readonly id: string;
  memory: PeerMemory;
  closed: number | null = null;
  /** Where frames go that come. */
  hear: (frame: string | Uint8Array) => void = () => undefined;

  constructor(id: string, memory: PeerMemory) {
    this.id = id;
    this.memory = memory;
  }

  remember(memory: PeerMemory): void {
    // As a host does it, which keeps a copy.
    this.memory = structuredClone(memory);
  }

  send(frame: Frame): void {
    if (this.closed === null) this.hear(textOf(frame));
  }

  sendBytes(bytes: Uint8Array): void {
    if (this.closed === null) this.hear(bytes);
  }

  close(code: number): void {
    this.closed ??= code;
  }
}

/** An editor at a note of the bench's. */
export class BenchEditor extends NoteEditor {
  readonly by: Author;
  peer: FakeNotePeer | null = null;

  constructor(by: Author) {
    super();
    this.by = by;
  }

  said<T extends NoteDown["t"]>(t: T): Extract<NoteDown, { t: T }>[] {
    return this.heard.filter((one): one is Extract<NoteDown, { t: T }> => one.t === t);
  }
}

/** A note in a world of fakes, in a room whose answers can be changed. */
export class NoteBench {
  readonly clock = new HandClock();
  readonly storage = new MemoryStorage();
  rows = new MemoryStorage<Uint8Array>();
  readonly failures: unknown[] = [];
  /** What the room says of people; of all others that they are in it. */
  readonly room = new Map<string, RefusalCode>();
  /** What the room was told of changes. */
  readonly told: NoteNews[] = [];
  isRoomThere = true;
  /** Of whom the room was told, and what it says to that. */
  readonly mentioned: { by: PersonId; id: string; person: PersonId }[] = [];
  mentionAnswer: Answer<unknown> = { ok: true, value: null };
  /** How often the room was asked. */
  asked = 0;
  editors: BenchEditor[] = [];
  limits = PATIENT;
  note: Note;
  #made = 0;
  #waking: Promise<Note> | null = null;

  private constructor() {
    this.note = undefined as never;
  }

  static async open(limits: Partial<typeof PATIENT> = {}): Promise<NoteBench> {
    const bench = new NoteBench();
    bench.limits = { ...PATIENT, ...limits };
    await bench.wake();
    return bench;
  }

  /** The host's object is new; storage and sockets are not. */
  async wake(): Promise<void> {
    const peers = this.editors.flatMap(({ peer }) => (peer && peer.closed === null ? [peer] : []));
    this.#waking = Note.wake(this.#world(), ROOM, peers);
    this.note = await this.#waking;
    await settled();
  }

  /** As a host does it: a note that has given up is woken anew by whoever comes next. */
  async awake(): Promise<Note> {
    if (!this.#waking) void this.wake();
    return this.#waking ?? this.note;
  }

  claims(by: Author): TicketClaims {
    const now = this.clock.now();
    const ends = { ticketExpiresAt: now + 30_000, sessionExpiresAt: now + HOUR_MS };
    return { ...by, ticket: this.#id(), ...ends };
  }

  /** Somebody with a line to the note. */
  async enter(name: string, role: Author["role"] = "member"): Promise<BenchEditor> {
    const editor = new BenchEditor(person(name, role));
    this.editors.push(editor);
    await this.connect(editor);
    return editor;
  }

  /** `early`: happens when the line is there, and nothing has been heard on it. */
  async connect(
    editor: BenchEditor,
    claims = this.claims(editor.by),
    early: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { person: id, name, role, session, sessionExpiresAt } = claims;
    const memory = { person: id, name, role, session, sessionExpiresAt };
    this.#made += 1;
    const peer = new FakeNotePeer(`n-${this.#made}`, { ...memory, standing: "arriving" });
    editor.peer = peer;
    editor.lost();
    // A browser hands nothing on before its socket is open.
    const unheard: (string | Uint8Array)[] = [];
    peer.hear = (frame) => void unheard.push(frame);
    await (await this.awake()).connect(peer, claims);
    await early();
    editor.open({ send: (frame) => void this.say(editor, frame) });
    peer.hear = (frame) => editor.hear(frame);
    for (const frame of unheard) editor.hear(frame);
    await settled();
  }

  /** A frame from this editor's line, as a host hands it on. */
  async say(editor: BenchEditor, frame: string | Uint8Array): Promise<void> {
    const { peer } = editor;
    if (!peer || peer.closed !== null) return;
    await (await this.awake()).receive(peer, frame);
    await settled();
  }

  /** Their line is lost. */
  async drop(editor: BenchEditor): Promise<void> {
    const { peer } = editor;
    editor.lost();
    if (!peer) return;
    peer.close(1006);
    this.note.disconnect(peer);
    await settled();
  }

  async rest(): Promise<void> {
    for (let i = 0; i < 5; i += 1) await settled();
  }

  /** Lets `ms` pass, with the alarms that fall due on the way. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    for (;;) {
      const { alarmAt } = this.storage;
      if (alarmAt === null || alarmAt > until) break;
      await this.clock.pass(Math.max(0, alarmAt - this.clock.now()));
      this.storage.alarmAt = null;
      await (await this.awake()).alarm();
      await settled();
    }
    await this.clock.pass(until - this.clock.now());
  }

  #id(): string {
    this.#made += 1;
    const random = new Uint8Array(10);
    new DataView(random.buffer).setUint32(6, this.#made);
    return uuid7(this.clock.now(), random);
  }

  #world(): NoteWorld {
    return {
      storage: this.storage,
      rows: this.rows,
      clock: this.clock,
      limits: this.limits,
      tickets: { check: () => Promise.resolve(null) },
      access: (_room, by) => {
        this.asked += 1;
        const code = this.room.get(by.person);
        return Promise.resolve(
          code
            ? { ok: false, refusal: refusal(code) }
            : { ok: true, value: { mayWrite: may(by.role, "note.write") } },
        );
      },
      changed: (_room, news) => {
        if (!this.isRoomThere)
          return Promise.resolve({ ok: false, refusal: refusal("unavailable") });
        this.told.push(news);
        return Promise.resolve({ ok: true, value: null });
      },
      mention: (_room, by, mention) => {
        this.mentioned.push({ by: by.person, ...mention });
        return Promise.resolve(this.mentionAnswer);
      },
      newEngine: yjsOnPartyKit,
      log: () => undefined,
      counts: new Tally(),
      giveUp: (error) => {
        this.failures.push(error);
        this.#waking = null;
      },
    };
  }
}
