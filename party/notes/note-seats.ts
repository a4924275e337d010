import type { PersonId } from "#protocol/ids.ts";
import { MAX_NOTE_SOCKETS, MAX_NOTE_SOCKETS_PER_PERSON } from "#protocol/notes/limits.ts";
import type { BinaryPeer, Clock, NoteMemory } from "../object/ports.ts";
import { NoteSeat } from "./note-seat.ts";

type Held = { seat: NoteSeat; frame: Uint8Array };

/** The sockets that a note has let in, and what is on its way to them. */
export class NoteSeats {
  readonly #clock: Clock;
  readonly #closing: (seat: NoteSeat) => void;
  readonly #seats = new Map<string, NoteSeat>();
  /** Who speaks: what comes of it they know already. */
  #speaker: NoteSeat | null = null;
  #held: Held[] | null = null;

  constructor(clock: Clock, closing: (seat: NoteSeat) => void) {
    this.#clock = clock;
    this.#closing = closing;
  }

  get(id: string): NoteSeat | undefined {
    return this.#seats.get(id);
  }

  all(): NoteSeat[] {
    return [...this.#seats.values()];
  }

  /** After sleep. */
  recall(peers: Iterable<BinaryPeer>): void {
    for (const peer of peers)
      if (peer.memory.standing === "admitted" && peer.memory.note) this.#seat(peer);
  }

  admit(peer: BinaryPeer, note: NoteMemory): NoteSeat {
    peer.remember({ ...peer.memory, standing: "admitted", note });
    return this.#seat(peer);
  }

  leave(id: string): NoteSeat | undefined {
    const seat = this.#seats.get(id);
    this.#seats.delete(id);
    return seat;
  }

  isFull(person: PersonId): boolean {
    const own = this.all().filter(({ memory }) => memory.person === person);
    return own.length >= MAX_NOTE_SOCKETS_PER_PERSON || this.#seats.size >= MAX_NOTE_SOCKETS;
  }

  /** What is told to others while `speaker` speaks waits until it is released. */
  hold(speaker: NoteSeat): void {
    this.#speaker = speaker;
    this.#held = [];
  }

  /** What led to it is stored. */
  release(): void {
    const held = this.#held ?? [];
    this.drop();
    for (const { seat, frame } of held) seat.deliver(frame, this.#clock.now());
  }

  /** Nothing comes of it. */
  drop(): void {
    this.#speaker = null;
    this.#held = null;
  }

  #seat(peer: BinaryPeer): NoteSeat {
    const seat = new NoteSeat(peer, (to, frame) => this.#send(to, frame), this.#closing);
    this.#seats.set(seat.id, seat);
    return seat;
  }

  #send(seat: NoteSeat, frame: Uint8Array): void {
    if (seat === this.#speaker) return;
    if (this.#held) this.#held.push({ seat, frame });
    else seat.deliver(frame, this.#clock.now());
  }
}
