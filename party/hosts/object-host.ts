import { CLOSE } from "#protocol/close-codes.ts";
import { claimsFromHeader } from "../claims.ts";
import { somebodyCame } from "../going/returning.ts";
import { log } from "../log.ts";
import type { BinaryPeer } from "../object/ports.ts";
import { dismissalOf, turnAway } from "../object/standing.ts";
import type { TicketClaims } from "../rooms.ts";
import type { Handover } from "../meter/handover.ts";
import type { FetchMeter } from "../meter/meter-over-fetch.ts";
import { handoverOf } from "./counted.ts";
import { storedBytes, type KeyValueStorage } from "./room-storage.ts";
import { peerOver, type Connection } from "./socket-peer.ts";
import { systemClock } from "./system-clock.ts";

const ALARM_AGAIN_MS = 60_000;

const NO_FACTS = { connections: 0, archiveSince: null };

/** What a host needs of a room, an inbox or a note that is awake. */
type Awake = {
  connect(peer: BinaryPeer, claims: TicketClaims): Promise<void>;
  receive(peer: BinaryPeer, raw: unknown): Promise<void>;
  disconnect(peer: BinaryPeer): void;
  alarm(): Promise<void>;
  facts(): { connections: number; archiveSince: number | null };
};

type Kind<T extends Awake> = {
  /** In the log, and in what is counted. */
  name: "room" | "inbox" | "note";
  storage: KeyValueStorage;
  env: unknown;
  /** Whose object it is. @throws Error where the host does not know yet. */
  id: () => string;
  fetchMeter: FetchMeter;
  wake(giveUp: (error: unknown) => void, counted: Handover): Promise<T>;
};

/** Everything both hosts do for a stateful object, so that each of them is a dozen lines that translate calls. */
export class ObjectHost<T extends Awake> {
  readonly #kind: Kind<T>;
  readonly #handover: Handover;
  #awake: Promise<T> | null = null;
  #object: T | null = null;

  constructor(kind: Kind<T>) {
    this.#kind = kind;
    const { name: party, env, id, fetchMeter, storage } = kind;
    const facts = () => ({
      ...(this.#object?.facts() ?? NO_FACTS),
      hashesWaiting: 0,
      storedBytes: storedBytes(storage),
    });
    this.#handover = handoverOf({ party, env, name: id, facts, fetchMeter });
  }

  /**
   * Wakes the object before anything else reaches it. Never throws: a host that cannot start tells clients why, answers no frame, and leaves
   * an alarm without the next one, which the platform drops after six tries.
   */
  async start(): Promise<void> {
    try {
      await this.ready();
    } catch {
      // Whatever it was to wake for asks for it again, and tells of the failure as of any other.
    }
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
    await this.#guard(
      connection,
      async () => {
        const claims = claimsFromHeader(header);
        if (!claims) return connection.close(CLOSE.session, "no ticket");
        this.#count("sockets_opened");
        somebodyCame(Date.now());
        const { person, name, role, session, sessionExpiresAt, editWindowMs } = claims;
        const author = { person, name, role, session, editWindowMs };
        connection.setState({ ...author, sessionExpiresAt, standing: "arriving" });
        await (await this.ready()).connect(peerOver(connection), claims);
        const code = dismissalOf(peerOver(connection));
        // A ticket that was spent comes back here, too: somebody has a copy.
        if (code !== null) log.fact("socket.turned_away", { code, person, session });
      },
      turnAwayFrom,
    );
  }

  async message(connection: Connection, raw: unknown): Promise<void> {
    await this.#guard(connection, async () =>
      (await this.ready()).receive(peerOver(connection), raw),
    );
  }

  async close(connection: Connection): Promise<void> {
    await this.#guard(connection, async () => {
      this.#count("sockets_closed");
      (await this.ready()).disconnect(peerOver(connection));
    });
  }

  async request(answer: (ready: () => Promise<T>) => Promise<Response>): Promise<Response> {
    try {
      return await answer(() => this.ready());
    } catch (error) {
      this.#failed("request_failed", error);
      return new Response(null, { status: 500 });
    } finally {
      this.#handover.turned();
    }
  }

  async alarm(): Promise<void> {
    this.#handover.alarmWentOff();
    this.#count("alarms");
    try {
      await (await this.ready()).alarm();
    } catch (error) {
      this.#failed("alarm_failed", error);
      // One that could not even wake has not set its next alarm. What goes wrong here, the host tries again itself.
      await this.#kind.storage.setAlarm(Date.now() + ALARM_AGAIN_MS);
    } finally {
      this.#handover.turned();
    }
  }

  /** Tells the meter all that was counted until now. Never throws. */
  handOver(): Promise<void> {
    return this.#handover.hand();
  }

  async #wake(): Promise<T> {
    this.#count("wakes");
    this.#object = await this.#kind.wake((error) => {
      this.#failed("gave_up", error);
      this.#awake = null;
    }, this.#handover);
    return this.#object;
  }

  #count(what: "sockets_opened" | "sockets_closed" | "alarms" | "wakes" | "faults"): void {
    this.#handover.tally.add(what, this.#kind.name);
  }

  #failed(how: string, error: unknown): void {
    this.#count("faults");
    log.failure(`${this.#kind.name}.${how}`, error);
  }

  /** Hosts send an uncaught error's stack to the client, so nothing may get that far. */
  async #guard(
    connection: Connection,
    act: () => unknown,
    end: (connection: Connection) => void = close,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#failed("failed", error);
      end(connection);
    } finally {
      this.#handover.turned();
    }
  }
}

function close(connection: Connection): void {
  peerOver(connection).close(CLOSE.fault, "fault");
}

/** It may still be shaking hands; one that was let in by nothing yet has no memory to be told by. */
function turnAwayFrom(connection: Connection): void {
  if (connection.state === null) return close(connection);
  turnAway(peerOver(connection), CLOSE.fault, systemClock);
}
