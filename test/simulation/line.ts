import type { LineSocket, SocketEvents } from "../../web/line/line.ts";
import type { Network } from "./network.ts";
import { ServerSocket } from "./server-socket.ts";
import type { SimClock } from "./sim-clock.ts";
import type { SimServer } from "./sim-server.ts";

const ABNORMAL = 1006;
const CONNECTION_TIMEOUT_MS = 10_000;

/** One TCP connection with a socket on it. What it carries arrives in order, or the whole line is gone. */
export class Line {
  readonly #clock: SimClock;
  readonly #network: Network;
  #isCut = false;
  #upAt = 0;
  #downAt = 0;

  constructor(clock: SimClock, network: Network) {
    this.#clock = clock;
    this.#network = network;
  }

  up(arrive: () => void) {
    this.#upAt = Math.max(this.#upAt, this.#clock.now() + this.#network.delay());
    this.#carry(this.#upAt, arrive);
  }

  down(arrive: () => void) {
    this.#downAt = Math.max(this.#downAt, this.#clock.now() + this.#network.delay());
    this.#carry(this.#downAt, arrive);
  }

  /** Everything that is on its way is lost, and everything that is still put on it. */
  cut() {
    this.#isCut = true;
  }

  #carry(at: number, arrive: () => void) {
    this.#clock.after(at - this.#clock.now(), () => {
      if (!this.#isCut) arrive();
    });
  }
}

/** A client's socket, as `openRoom` wants it, over lines that can be cut in every way. */
export class SimSocket implements LineSocket {
  readonly #clock: SimClock;
  readonly #network: Network;
  readonly #server: SimServer;
  readonly #ticket: () => Promise<string>;
  readonly #events: SocketEvents;
  /** The attempt or the open line; what an earlier one still brings is not listened to. */
  #line: Line | null = null;
  #isOpen = false;
  #far: ServerSocket | null = null;

  constructor(
    world: { clock: SimClock; network: Network; server: SimServer },
    ticket: () => Promise<string>,
    events: SocketEvents,
  ) {
    this.#clock = world.clock;
    this.#network = world.network;
    this.#server = world.server;
    this.#ticket = ticket;
    this.#events = events;
  }

  connect() {
    const line = new Line(this.#clock, this.#network);
    this.#line = line;
    this.#isOpen = false;
    this.#far = null;
    void this.#open(line);
  }

  send(frame: string): boolean {
    const far = this.#far;
    if (!this.#isOpen || !this.#line || !far) return false;
    this.#line.up(() => void this.#server.host.receive(far, frame));
    return true;
  }

  close() {
    const [line, far] = [this.#line, this.#far];
    // What was said before still arrives, however late.
    if (line && far) line.up(() => void this.#server.host.disconnect(far));
    this.#lost(line, ABNORMAL);
  }

  /** The line goes. `heard`: this side is told in so many ms; null: only silence tells. */
  cut(heard: number | null, heardThere: number) {
    const [line, far] = [this.#line, this.#far];
    if (!line) return;
    line.cut();
    if (heard !== null) this.#clock.after(heard, () => this.#lost(line, ABNORMAL));
    if (far) this.#clock.after(heardThere, () => void this.#server.host.disconnect(far));
  }

  async #open(line: Line): Promise<void> {
    // partysocket gives an attempt up after a while, whatever it waits for.
    const stopWaiting = this.#clock.after(CONNECTION_TIMEOUT_MS, () => {
      line.cut();
      this.#lost(line, ABNORMAL);
    });
    const ticket = await this.#ticket().catch(() => null);
    if (ticket !== null) await this.#network.way();
    if (ticket === null || this.#network.isOffline || this.#server.host.isDown) {
      stopWaiting();
      return this.#lost(line, ABNORMAL);
    }
    if (this.#line !== line) return stopWaiting();
    const claims = this.#server.admit(ticket);
    if (!claims) return this.#lost(line, ABNORMAL);
    const far = new ServerSocket(this.#server.nameSocket(), claims, {
      frame: (text) => {
        this.#server.witness.frame(claims.person, far.conversation, text);
        line.down(() => this.#line === line && this.#events.frame(text));
      },
      closed: (code) => {
        line.down(() => this.#lost(line, code));
        this.#clock.after(CONNECTION_TIMEOUT_MS, () => void this.#server.host.disconnect(far));
      },
    });
    await this.#server.host.connect(far);
    if (far.isOpen) this.#server.opened(ticket);
    // An attempt that was given up meanwhile leaves no socket behind: its end is noticed.
    this.#clock.after(CONNECTION_TIMEOUT_MS, () => {
      if (this.#far !== far) void this.#server.host.disconnect(far);
    });
    line.down(() => {
      stopWaiting();
      if (this.#line !== line) return;
      this.#far = far;
      this.#isOpen = true;
      this.#events.opened();
    });
  }

  #lost(line: Line | null, code: number) {
    if (!line || this.#line !== line) return;
    this.#line = null;
    this.#isOpen = false;
    this.#far = null;
    this.#events.lost(code);
  }
}
