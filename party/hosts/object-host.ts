import { CLOSE } from "#protocol/close-codes.ts";
import { claimsFromHeader } from "../claims.ts";
import { log } from "../log.ts";
import type { BinaryPeer, Clock } from "../object/ports.ts";
import { dismissalOf } from "../object/standing.ts";
import { asNobodys } from "../request-id.ts";
import type { TicketClaims } from "../rooms.ts";
import type { KeyValueStorage } from "./room-storage.ts";
import { peerOver, type Connection } from "./socket-peer.ts";

const ALARM_AGAIN_MS = 60_000;

/** What a host needs of a room, an inbox or a note that is awake. */
type Awake = {
  connect(peer: BinaryPeer, claims: TicketClaims): Promise<void>;
  receive(peer: BinaryPeer, raw: unknown): Promise<void>;
  disconnect(peer: BinaryPeer): void;
  alarm(): Promise<void>;
};

type Kind<T extends Awake> = {
  /** In the log. */
  name: "room" | "inbox" | "note";
  storage: KeyValueStorage;
  wake(giveUp: (error: unknown) => void): Promise<T>;
};

/** Everything both hosts do for a stateful object, so that each of them is a dozen lines that translate calls. */
export class ObjectHost<T extends Awake> {
  readonly #kind: Kind<T>;
  #awake: Promise<T> | null = null;

  constructor(kind: Kind<T>) {
    this.#kind = kind;
  }

  /** The object, awake. A failed wake-up is tried again by the next caller. */
  ready(): Promise<T> {
    this.#awake ??= this.#wake().catch((error: unknown) => {
      this.#awake = null;
      throw error;
    });
    return this.#awake;
  }

  /** `header`: the claims that admission has set. */
  async connect(connection: Connection, header: string | null): Promise<void> {
    await this.#guard(connection, async () => {
      const claims = claimsFromHeader(header);
      if (!claims) return connection.close(CLOSE.session, "no ticket");
      const { person, name, role, session, sessionExpiresAt, editWindowMs } = claims;
      const author = { person, name, role, session, editWindowMs };
      connection.setState({ ...author, sessionExpiresAt, standing: "arriving" });
      await (await this.ready()).connect(peerOver(connection), claims);
      const code = dismissalOf(peerOver(connection));
      // A ticket that was spent comes back here, too: somebody has a copy.
      if (code !== null) log.fact("socket.turned_away", { code, person, session });
    });
  }

  async message(connection: Connection, raw: unknown): Promise<void> {
    await this.#guard(connection, async () =>
      (await this.ready()).receive(peerOver(connection), raw),
    );
  }

  async close(connection: Connection): Promise<void> {
    await this.#guard(connection, async () =>
      (await this.ready()).disconnect(peerOver(connection)),
    );
  }

  async request(answer: (ready: () => Promise<T>) => Promise<Response>): Promise<Response> {
    try {
      return await answer(() => this.ready());
    } catch (error) {
      log.failure(`${this.#kind.name}.request_failed`, error);
      return new Response(null, { status: 500 });
    }
  }

  async alarm(): Promise<void> {
    try {
      await (await this.ready()).alarm();
    } catch (error) {
      log.failure(`${this.#kind.name}.alarm_failed`, error);
      // One that could not even wake has not set its next alarm. What goes wrong here, the host tries again itself.
      await this.#kind.storage.setAlarm(Date.now() + ALARM_AGAIN_MS);
    }
  }

  #wake(): Promise<T> {
    return this.#kind.wake((error) => {
      log.failure(`${this.#kind.name}.gave_up`, error);
      this.#awake = null;
    });
  }

  /** Hosts send an uncaught error's stack to the client, so nothing may get that far. */
  async #guard(connection: Connection, act: () => unknown): Promise<void> {
    try {
      await act();
    } catch (error) {
      log.failure(`${this.#kind.name}.failed`, error);
      peerOver(connection).close(CLOSE.fault, "fault");
    }
  }
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    // A timer of a busy room is for all who have spoken, not for the one whose word has set it.
    const timer = asNobodys(() => setTimeout(run, ms));
    return () => clearTimeout(timer);
  },
};
