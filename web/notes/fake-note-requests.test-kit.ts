import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { NOTE_FRAME, NOTE_SYNC, noteText } from "#protocol/notes/frames.ts";
import { failure, type Answer, type Trouble } from "../answer.ts";
import type { FakeNote } from "./fake-note.test-kit.ts";
import { stateFrame } from "./note-frames.ts";
import type { NotePlace, NoteRequests } from "./polled-note.ts";

/** The same note as the fake one's sockets lead to, by its other door. */
export class FakeNoteRequests implements NoteRequests {
  /** The sizes in bytes of the changes that came, and what was asked, as "after wait". */
  readonly posted: number[] = [];
  readonly asked: string[] = [];
  /** What the next requests are refused with. */
  readonly refusesWriting: [Trouble, number?][] = [];
  readonly refusesReading: [Trouble, number?][] = [];
  /** Answers to changes wait until they are let go. */
  holdsBack = false;
  readonly #held: (() => void)[] = [];
  readonly #server: FakeNote;
  readonly #waiting = new Set<() => void>();
  #head = 1;

  constructor(server: FakeNote) {
    this.#server = server;
    server.doc.on("update", () => {
      this.#head += 1;
      for (const look of this.#waiting) look();
    });
  }

  letGo() {
    this.holdsBack = false;
    for (const answer of this.#held.splice(0)) answer();
  }

  async missed(_room: string, place: NotePlace, wait: number, signal: AbortSignal) {
    this.asked.push(`${place.after ?? "-"} ${wait}`);
    const refused = this.#refusal(this.refusesReading);
    if (refused) return refused;
    if (place.after === this.#head && wait > 0) await this.#news(signal);
    return this.#answer(place);
  }

  async change(_room: string, update: Uint8Array): Promise<Answer<null>> {
    const refused = this.#refusal(this.refusesWriting);
    if (refused) return refused;
    if (!this.#server.mayWrite) return failure("not_allowed");
    if (!this.#server.hasRoomFor(update)) return failure("note_full");
    Y.applyUpdate(this.#server.doc, update, this);
    this.posted.push(update.byteLength);
    if (this.holdsBack) await new Promise<void>((resolve) => this.#held.push(resolve));
    return { ok: true, value: null };
  }

  #refusal(refusals: [Trouble, number?][]): Answer<never> | null {
    if (!this.#server.isReachable) return failure("offline");
    const next = refusals.shift();
    return next ? failure(...next) : null;
  }

  #news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener("abort", done);
    });
  }

  #answer({ vector, after }: NotePlace): Answer<Uint8Array> {
    const { doc, mayWrite } = this.#server;
    const welcome = noteText({ t: "welcome", mayWrite, now: Date.now(), head: this.#head });
    const parts = [new TextEncoder().encode(welcome)];
    if (after !== this.#head) {
      parts.push(stateFrame(Y.encodeStateVector(doc)), missedFrame(doc, vector, after === null));
    }
    const encoder = encoding.createEncoder();
    for (const part of parts) encoding.writeVarUint8Array(encoder, part);
    return { ok: true, value: encoding.toUint8Array(encoder) };
  }
}

function missedFrame(doc: Y.Doc, vector: Uint8Array, isFirst: boolean): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, NOTE_FRAME.sync);
  encoding.writeVarUint(encoder, isFirst ? NOTE_SYNC.step2 : NOTE_SYNC.update);
  encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc, vector));
  return new Uint8Array(encoding.toUint8Array(encoder));
}
