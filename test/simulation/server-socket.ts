import { CLOSE } from "#protocol/close-codes.ts";
import type { Peer, PeerMemory } from "#party/object/ports.ts";
import { textOf } from "#party/object/shared-frame.ts";
import type { TicketClaims } from "#party/rooms.ts";
import { Conversation } from "./conversation.ts";
import type { RoomLife } from "./room-life.ts";

/** Where a server's socket ends: what is done with frames that have really left, and with its closing. */
export type FarEnd = {
  frame(text: string): void;
  closed(code: number): void;
};

/** The server's end of one line. What it remembers outlives the room's sleep, as a real one's attachment does. */
export class ServerSocket {
  readonly id: string;
  readonly claims: TicketClaims;
  memory: PeerMemory;
  isOpen = true;
  readonly conversation = new Conversation();
  readonly #far: FarEnd;

  constructor(id: string, claims: TicketClaims, far: FarEnd) {
    this.id = id;
    this.claims = claims;
    const { person, name, role, session, sessionExpiresAt } = claims;
    this.memory = { person, name, role, session, sessionExpiresAt, standing: "arriving" };
    this.#far = far;
  }

  /** This socket, as one life of the room holds it. When that life is over, its hands are empty. */
  asPeer(life: RoomLife): Peer {
    const memory = () => this.memory;
    return {
      id: this.id,
      get memory() {
        return memory();
      },
      remember: (memory) => {
        if (life.effect()) this.memory = memory;
      },
      send: (frame) =>
        life.send(() => {
          if (this.isOpen) this.#far.frame(textOf(frame));
        }),
      close: (code) => life.send(() => this.close(code)),
    };
  }

  close(code: number = CLOSE.fault) {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#far.closed(code);
  }
}
