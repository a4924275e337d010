import { CLOSE } from "#protocol/close-codes.ts";
import { noteText, type NoteDown } from "#protocol/notes/frames.ts";
import type { BinaryPeer, NoteMemory, PeerMemory } from "../object/ports.ts";
import type { Frame } from "../object/shared-frame.ts";
import { dismiss, dismissalOf, isExpired } from "../object/standing.ts";
import type { Line } from "./ports.ts";

export type WaitingChange = { number: number; update: Uint8Array };

/** A socket that the note has let in. It keeps at hand what the socket knows of itself, because a host reads that anew each time. */
export class NoteSeat implements BinaryPeer {
  readonly id: string;
  /** How what speaks Yjs reaches it: not while it speaks itself, and nothing before that may be seen. */
  readonly line: Line;
  /** Changes that came before what they stand on, by their numbers. */
  waiting: WaitingChange[] = [];
  readonly #peer: BinaryPeer;
  readonly #closing: (seat: NoteSeat) => void;
  #memory: PeerMemory;

  /** `closing` is called when the note ends this socket, before it does. */
  constructor(
    peer: BinaryPeer,
    send: (seat: NoteSeat, frame: Uint8Array) => void,
    closing: (seat: NoteSeat) => void,
  ) {
    this.id = peer.id;
    this.#peer = peer;
    this.#closing = closing;
    this.#memory = peer.memory;
    this.line = { id: peer.id, send: (frame) => send(this, frame) };
  }

  get memory(): PeerMemory {
    return this.#memory;
  }

  get note(): NoteMemory {
    if (!this.#memory.note) throw new RangeError("a socket without a place in the note");
    return this.#memory.note;
  }

  remember(memory: PeerMemory): void {
    this.#memory = memory;
    this.#peer.remember(memory);
  }

  rememberNote(changes: Partial<NoteMemory>): void {
    this.remember({ ...this.#memory, note: { ...this.note, ...changes } });
  }

  send(frame: Frame): void {
    if (dismissalOf(this) === null) this.#peer.send(frame);
  }

  say(message: NoteDown): void {
    this.send(noteText(message));
  }

  sendBytes(bytes: Uint8Array): void {
    if (dismissalOf(this) === null) this.#peer.sendBytes(bytes);
  }

  /** A frame of Yjs's, unless this socket has outlived its session. */
  deliver(frame: Uint8Array, now: number): void {
    if (isExpired(this, now)) dismiss(this, CLOSE.session, "session over");
    else this.sendBytes(frame);
  }

  close(code: number, reason: string): void {
    this.#closing(this);
    this.#peer.close(code, reason);
  }
}
