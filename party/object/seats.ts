import type { PersonId } from "#protocol/ids.ts";
import { MAX_SOCKETS_PER_PERSON, MAX_SOCKETS_PER_ROOM } from "#protocol/limits.ts";
import type { Clock, Peer, Who } from "./ports.ts";
import { SocketSeat } from "./socket-seat.ts";
import { hasGreeted } from "./standing.ts";

/** The sockets that an object has let in. */
export class Seats {
  readonly #clock: Clock;
  readonly #closing: (seat: SocketSeat) => void;
  readonly #seats = new Map<string, SocketSeat>();

  /** `closing`: the room ends a socket. Its host may say so much later, when nobody reads at the other end. */
  constructor(clock: Clock, closing: (seat: SocketSeat) => void) {
    this.#clock = clock;
    this.#closing = closing;
  }

  get size(): number {
    return this.#seats.size;
  }

  /** After sleep. Sockets that were shown out may linger on a host for a while; they do not come back in by that. */
  recall(peers: Iterable<Peer>): void {
    for (const peer of peers) {
      const { standing } = peer.memory;
      if (standing === "admitted" || standing === "greeted") this.#seat(peer);
    }
  }

  admit(peer: Peer): void {
    peer.remember({ ...peer.memory, standing: "admitted" });
    this.#seat(peer);
  }

  get(id: string): SocketSeat | undefined {
    return this.#seats.get(id);
  }

  all(): SocketSeat[] {
    return [...this.#seats.values()];
  }

  /** Those who have said hello and are owed what happens. */
  readers(): SocketSeat[] {
    return this.all().filter(hasGreeted);
  }

  leave(id: string): void {
    this.#seats.delete(id);
  }

  /** Whether this person may have no more here, of whom there are `most` at a time. */
  isFull(person: PersonId, most = MAX_SOCKETS_PER_PERSON): boolean {
    const own = this.all().filter(({ memory }) => memory.person === person);
    return own.length >= most || this.#seats.size >= MAX_SOCKETS_PER_ROOM;
  }

  #seat(peer: Peer): void {
    this.#seats.set(peer.id, new SocketSeat(peer, this.#clock, this.#closing));
  }
}

/** One of the ways in which someone is here: a socket, or a request that waits. `id` is its handle. */
export type Seat = { id: string; who: Who };

/** Where a socket's person is to be seen. */
export function placeOf({ id, memory }: Peer): Seat {
  return { id, who: { id: memory.person, name: memory.name } };
}
