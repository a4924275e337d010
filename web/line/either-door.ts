import type { Clock } from "../clock.ts";
import { ABNORMAL, type OpenSocket, type LineSocket, type SocketEvents } from "./line.ts";

/** So many sockets in a row that had a ticket and heard nothing are taken to be forbidden by the network. */
export const SOCKET_TRIES = 2;
/** How often a room without a socket tries whether it can have one, and the least time between two tries. */
export const SOCKET_AGAIN_MS = 5 * 60_000;
export const SOCKET_AGAIN_SOONEST_MS = 10_000;
/** Codes from here on are the room's own: whoever hears one has had a socket. */
const FIRST_OWN_CODE = 4_000;

export type Doors<Where> = {
  clock: Clock;
  onWake: (wake: () => void) => () => void;
  openSocket: OpenSocket<Where>;
  /** The way without sockets. Few need it, so it is fetched when they do. */
  loadPolled: () => Promise<OpenSocket<Where>>;
};

/** A socket where the network lets one through, requests where it does not. Nobody has to choose. */
export function eitherDoor<Where>(
  doors: Doors<Where>,
  // What one room has found out about the network, the next need not find out again.
  network: Network = { forbidsSockets: false, socketTriedAt: 0 },
): OpenSocket<Where> {
  return (where, ticket, events) => new EitherLine(doors, network, where, ticket, events);
}

export type Network = { forbidsSockets: boolean; socketTriedAt: number };

class EitherLine<Where> implements LineSocket {
  readonly #doors: Doors<Where>;
  readonly #network: Network;
  readonly #where: Where;
  readonly #ticket: () => Promise<string>;
  readonly #events: SocketEvents;
  readonly #socket: LineSocket;
  #polled: LineSocket | null = null;
  #by: "nothing" | "socket" | "requests" = "nothing";
  /** Attempts in a row that speak against sockets. */
  #failures = 0;
  #isSocketBusy = false;
  #hasTicket = false;
  #hasHeard = false;
  #stopProbing: (() => void) | null = null;

  constructor(
    doors: Doors<Where>,
    network: Network,
    where: Where,
    ticket: () => Promise<string>,
    events: SocketEvents,
  ) {
    this.#doors = doors;
    this.#network = network;
    this.#where = where;
    this.#ticket = ticket;
    this.#events = events;
    this.#socket = doors.openSocket(where, () => this.#takeTicket(), {
      opened: () => this.#socketOpened(),
      frame: (raw) => this.#socketHeard(raw),
      lost: (code, reason) => this.#socketLost(code, reason),
    });
  }

  connect() {
    this.#hasHeard = false;
    if (this.#network.forbidsSockets || this.#failures >= SOCKET_TRIES) {
      this.#by = "requests";
      void this.#connectByRequests();
    } else {
      this.#by = "socket";
      this.#trySocket();
    }
  }

  send(frame: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#by === "requests") return this.#polled?.send(frame) ?? false;
    return this.#by === "socket" && this.#socket.send(frame);
  }

  close() {
    const by = this.#by;
    this.#stopProbes();
    if (by === "requests") this.#polled?.close();
    this.#socket.close();
    // Between two doors there was nothing to close, and still the attempt has ended.
    if (this.#by !== "nothing") this.#lost(ABNORMAL);
  }

  #trySocket() {
    this.#hasTicket = false;
    this.#isSocketBusy = true;
    this.#network.socketTriedAt = this.#doors.clock.now();
    this.#socket.connect();
  }

  async #takeTicket(): Promise<string> {
    const ticket = await this.#ticket();
    this.#hasTicket = true;
    return ticket;
  }

  #socketOpened() {
    if (this.#by === "requests") {
      // One more failure is enough to go back: some networks open sockets and let nothing through.
      this.#failures = SOCKET_TRIES - 1;
      this.#network.forbidsSockets = false;
      this.#hasHeard = false;
      this.#by = "socket";
      this.#stopProbes();
      this.#polled?.close();
    }
    this.#events.opened("socket");
  }

  #socketHeard(raw: unknown) {
    this.#hasHeard = true;
    this.#failures = 0;
    this.#events.frame(raw);
  }

  #socketLost(code: number, reason?: string) {
    this.#isSocketBusy = false;
    this.#network.socketTriedAt = this.#doors.clock.now();
    if (this.#by !== "socket") return;
    const isProven = this.#hasHeard || code >= FIRST_OWN_CODE;
    // Without a ticket there was no server, which says nothing about sockets.
    this.#failures = isProven || !this.#hasTicket ? 0 : this.#failures + 1;
    this.#lost(code, reason);
  }

  async #connectByRequests(): Promise<void> {
    try {
      this.#polled ??= (await this.#doors.loadPolled())(this.#where, this.#ticket, {
        opened: () => this.#events.opened("requests"),
        frame: (raw) => this.#requestHeard(raw),
        lost: (code) => this.#requestsLost(code),
      });
    } catch {
      // Not even the code for it can be fetched.
      return this.#requestsLost(ABNORMAL);
    }
    if (this.#by === "requests") this.#polled.connect();
  }

  #requestHeard(raw: unknown) {
    if (this.#by !== "requests") return;
    if (!this.#hasHeard) this.#requestsWork();
    this.#events.frame(raw);
  }

  /** Requests work where sockets did not: that is proof enough. */
  #requestsWork() {
    this.#hasHeard = true;
    this.#network.forbidsSockets = true;
    const { clock, onWake } = this.#doors;
    const stopWake = onWake(() => this.#probe(SOCKET_AGAIN_SOONEST_MS));
    let stopTimer = () => {};
    const probeInTime = () => {
      stopTimer = clock.setTimer(SOCKET_AGAIN_MS, () => {
        probeInTime();
        this.#probe(0);
      });
    };
    this.#stopProbing = () => {
      stopWake();
      stopTimer();
    };
    probeInTime();
    // A line that was lost and is back may be in another network by now.
    this.#probe(SOCKET_AGAIN_SOONEST_MS);
  }

  /** Tries a socket beside the requests, unless one was tried less than `since` ms ago. They go on until it is open. */
  #probe(since: number) {
    const isTooSoon = this.#doors.clock.now() - this.#network.socketTriedAt < since;
    if (!this.#isSocketBusy && !isTooSoon) this.#trySocket();
  }

  #requestsLost(code: number) {
    if (this.#by !== "requests") return;
    this.#stopProbes();
    this.#socket.close();
    if (!this.#hasHeard) {
      // Neither door works, so nothing is proven: next time the socket again.
      this.#network.forbidsSockets = false;
      this.#failures = SOCKET_TRIES - 1;
    }
    this.#lost(code);
  }

  #lost(code: number, reason?: string) {
    this.#by = "nothing";
    this.#events.lost(code, reason);
  }

  #stopProbes() {
    this.#stopProbing?.();
    this.#stopProbing = null;
  }
}
