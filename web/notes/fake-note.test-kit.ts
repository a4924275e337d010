import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import {
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import * as Y from "yjs";
import { NOTE_FRAME, NOTE_SYNC, noteText, type NoteDown } from "#protocol/notes/frames.ts";
import { ABNORMAL, type LineSocket, type SocketEvents } from "../line/line.ts";
import { quietAwareness } from "./quiet-awareness.ts";
import { awarenessFrame, stateFrame, updateFrame } from "./note-frames.ts";

type Seat = { events: SocketEvents; person: string; mayWrite: boolean; taken: number };

/** A note's server over the same frames as the real one, in the same process. What it takes is durable when the test says so. */
export class FakeNote {
  readonly doc = new Y.Doc();
  readonly awareness = quietAwareness(this.doc);
  /** Whether it says at once that what it took is safe. */
  savesAtOnce = true;
  isReachable = true;
  /** How far its clock is ahead. */
  aheadMs = 0;
  mayWrite = true;
  /** Beyond so many characters it is full, and takes nothing that adds to it. */
  most = Number.POSITIVE_INFINITY;
  /** The updates that it took, by their size in bytes. */
  readonly taken: number[] = [];
  readonly pings: string[] = [];
  /** How many updates it has refused: of readers, and for want of room. The test ends the line then. */
  refusals = 0;
  readonly #seats = new Set<Seat>();
  readonly #clients = new Map<Seat, number>();

  constructor() {
    this.awareness.setLocalState(null);
  }

  get text(): string {
    return this.doc.getXmlFragment("note").toJSON();
  }

  get connections(): number {
    return this.#seats.size;
  }

  /** As the real one measures: what is there and what comes, whatever that takes out. */
  hasRoomFor(update: Uint8Array): boolean {
    const isGrowing = Y.decodeUpdate(update).structs.length > 0;
    return !isGrowing || this.text.length + update.byteLength <= this.most;
  }

  /** The way of one person here. Each attempt is answered in the same turn. */
  readonly socketsOf =
    (person: string) =>
    (ticket: () => Promise<string>, events: SocketEvents): LineSocket => {
      let seat: Seat | null = null;
      let hear: (frame: Uint8Array) => void = () => undefined;
      const leave = (code: number) => {
        const left = seat;
        seat = null;
        if (left) this.#gone(left);
        events.lost(code);
      };
      return {
        connect: () => {
          if (!this.isReachable) return leave(ABNORMAL);
          void ticket();
          const mine: Seat = {
            person,
            mayWrite: this.mayWrite,
            taken: 0,
            events: {
              ...events,
              lost: (code) => {
                if (seat === mine) leave(code);
              },
            },
          };
          seat = mine;
          // A server greets before it hears anything.
          const early: Uint8Array[] = [];
          hear = (frame) => void early.push(frame);
          events.opened();
          this.#seats.add(mine);
          this.#greet(mine);
          hear = (frame) => this.#heard(mine, frame);
          early.forEach(hear);
        },
        send: (frame) => {
          if (!seat) return false;
          if (typeof frame === "string") {
            this.pings.push(frame);
            if (this.isReachable) this.#say(seat, { t: "pong" });
          } else hear(frame);
          return true;
        },
        close: () => {
          if (seat) leave(ABNORMAL);
        },
      };
    };

  /** Ends all lines. */
  end(code: number = ABNORMAL) {
    for (const seat of this.#seats) seat.events.lost(code);
  }

  say(message: NoteDown) {
    for (const seat of this.#seats) this.#say(seat, message);
  }

  /** All that was taken so far is safe. */
  save() {
    for (const seat of this.#seats) this.#say(seat, { t: "saved", updates: seat.taken });
  }

  /** Somebody else changes the document. */
  write(change: (doc: Y.Doc) => void) {
    const before = Y.encodeStateVector(this.doc);
    this.doc.transact(() => change(this.doc));
    this.#broadcast(updateFrame(Y.encodeStateAsUpdate(this.doc, before)));
  }

  #greet(seat: Seat) {
    this.#say(seat, {
      t: "welcome",
      mayWrite: seat.mayWrite,
      now: Date.now() + this.aheadMs,
    });
    this.#send(seat, stateFrame(Y.encodeStateVector(this.doc)));
    const clients = [...this.awareness.getStates().keys()];
    if (clients.length > 0) {
      this.#send(seat, awarenessFrame(encodeAwarenessUpdate(this.awareness, clients)));
    }
  }

  #heard(seat: Seat, frame: Uint8Array) {
    if (!this.isReachable) return;
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) === NOTE_FRAME.awareness) {
      return this.#told(seat, decoding.readVarUint8Array(decoder));
    }
    const what = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (what === NOTE_SYNC.step1) return this.#send(seat, this.#missedBy(bytes));
    if (!seat.mayWrite) {
      this.refusals += 1;
      return this.#say(seat, { t: "refused", code: "not_allowed" });
    }
    if (!this.hasRoomFor(bytes)) {
      this.refusals += 1;
      return this.#say(seat, { t: "refused", code: "note_full" });
    }
    Y.applyUpdate(this.doc, bytes, seat);
    this.taken.push(bytes.byteLength);
    seat.taken += 1;
    this.#broadcast(updateFrame(bytes), seat);
    if (this.savesAtOnce) this.#say(seat, { t: "saved", updates: seat.taken });
  }

  #missedBy(vector: Uint8Array): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, NOTE_FRAME.sync);
    encoding.writeVarUint(encoder, NOTE_SYNC.step2);
    encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(this.doc, vector));
    return encoding.toUint8Array(encoder);
  }

  /** Who somebody is, the server knows by itself. */
  #told(seat: Seat, update: Uint8Array) {
    applyAwarenessUpdate(this.awareness, update, seat);
    const decoder = decoding.createDecoder(update);
    decoding.readVarUint(decoder);
    const client = decoding.readVarUint(decoder);
    const state = this.awareness.getStates().get(client);
    if (state) this.awareness.states.set(client, { ...state, user: { id: seat.person } });
    this.#broadcast(awarenessFrame(encodeAwarenessUpdate(this.awareness, [client])), seat);
    this.#clients.set(seat, client);
  }

  #gone(seat: Seat) {
    this.#seats.delete(seat);
    const client = this.#clients.get(seat);
    if (client === undefined) return;
    removeAwarenessStates(this.awareness, [client], seat);
    this.#broadcast(awarenessFrame(encodeAwarenessUpdate(this.awareness, [client])), seat);
  }

  #broadcast(frame: Uint8Array, but?: Seat) {
    for (const seat of this.#seats) if (seat !== but) this.#send(seat, frame);
  }

  #say(seat: Seat, message: NoteDown) {
    if (this.#seats.has(seat)) seat.events.frame(noteText(message));
  }

  #send(seat: Seat, frame: Uint8Array) {
    if (this.#seats.has(seat)) seat.events.frame(new Uint8Array(frame).buffer);
  }
}
