import type { PersonId } from "#protocol/ids.ts";
import { MAX_SOCKETS_PER_PERSON, MAX_SOCKETS_PER_ROOM } from "#protocol/limits.ts";
import type { Peer } from "./ports.ts";
import type { Seat } from "./presence.ts";

/** The sockets that a room has let in. */
export class Seats {
  readonly #peers = new Map<string, Peer>();

  get size(): number {
    return this.#peers.size;
  }

  /** After sleep. Sockets that were shown out may linger on a host for a while; they do not come back in by that. */
  recall(peers: Iterable<Peer>): void {
    for (const peer of peers) {
      const { standing } = peer.memory;
      if (standing === "admitted" || standing === "greeted") this.#peers.set(peer.id, peer);
    }
  }

  admit(peer: Peer): void {
    peer.remember({ ...peer.memory, standing: "admitted" });
    this.#peers.set(peer.id, peer);
  }

  get(id: string): Peer | undefined {
    return this.#peers.get(id);
  }

  all(): Peer[] {
    return [...this.#peers.values()];
  }

  /** Those who have said hello and are owed what happens. */
  readers(): Peer[] {
    return this.all().filter(hasGreeted);
  }

  leave(id: string): void {
    this.#peers.delete(id);
  }

  /** Shows a socket out: it hears nothing more from here on, however long its host takes to end it. */
  dismiss(peer: Peer, code: number, reason: string): void {
    this.#peers.delete(peer.id);
    dismiss(peer, code, reason);
  }

  isFull(person: PersonId): boolean {
    const own = this.all().filter(({ memory }) => memory.person === person);
    return own.length >= MAX_SOCKETS_PER_PERSON || this.#peers.size >= MAX_SOCKETS_PER_ROOM;
  }
}

/** Where a socket's person is to be seen. */
export function placeOf({ id, memory }: Peer): Seat {
  return { id, who: { id: memory.person, name: memory.name } };
}

export function hasGreeted(peer: Peer): boolean {
  return peer.memory.standing === "greeted";
}

/** Closes a socket for good: what it says after this is not listened to, also after the room has slept. */
export function dismiss(peer: Peer, code: number, reason: string): void {
  peer.remember({ ...peer.memory, standing: { dismissedWith: code } });
  peer.close(code, reason);
}

/** The code that a socket was shown out with, or null when it was not. */
export function dismissalOf(peer: Peer): number | null {
  const { standing } = peer.memory;
  return typeof standing === "object" ? standing.dismissedWith : null;
}
