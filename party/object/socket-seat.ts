import { CLOSE } from "#protocol/close-codes.ts";
import type { Clock, Peer, PeerMemory } from "./ports.ts";
import { Reading } from "./reading.ts";
import type { Frame } from "./shared-frame.ts";
import { dismiss, dismissalOf } from "./standing.ts";

/** A text of its own is a copy that only this socket holds; the bytes that all share are there once. */
const OWN_COPY_COUNTS = 4;

/**
 * A socket that the room has let in. It keeps at hand what the socket knows of itself, because a host reads that
 * anew each time, and watches whether what is sent is read.
 */
export class SocketSeat implements Peer {
  readonly id: string;
  readonly #peer: Peer;
  readonly #clock: Clock;
  readonly #closing: (seat: SocketSeat) => void;
  readonly #reading: Reading;
  #memory: PeerMemory;

  /** `closing` is called when the room ends this socket, before it does. */
  constructor(peer: Peer, clock: Clock, closing: (seat: SocketSeat) => void) {
    this.id = peer.id;
    this.#peer = peer;
    this.#clock = clock;
    this.#closing = closing;
    // Made by the server, and never told to the client.
    this.#reading = new Reading(peer.id);
    this.#memory = peer.memory;
  }

  get memory(): PeerMemory {
    return this.#memory;
  }

  remember(memory: PeerMemory): void {
    this.#memory = memory;
    this.#peer.remember(memory);
  }

  send(frame: Frame): void {
    if (dismissalOf(this) !== null) return;
    const now = this.#clock.now();
    if (this.#reading.isTooSlow(now)) return dismiss(this, CLOSE.tooSlow, "too slow to read");
    this.#peer.send(frame);
    const units = typeof frame === "string" ? OWN_COPY_COUNTS * frame.length : frame.length;
    const mark = this.#reading.sent(units, now);
    if (mark !== null) this.#peer.send(`[{"t":"mark","n":${mark}}]`);
  }

  close(code: number, reason: string): void {
    this.#closing(this);
    this.#peer.close(code, reason);
  }

  greetingBegins(): void {
    this.#reading.greetingBegins();
  }

  greetingEnds(): void {
    this.#reading.greetingEnds();
  }

  /** Whether this frame was just a mark that is waited for, as it was asked: then it costs no budget. */
  hearsMark(frame: unknown): boolean {
    return this.#reading.hears(frame);
  }

  /** A mark that was said back in other words. */
  saidBack(n: number): void {
    this.#reading.saidBack(n);
  }
}
