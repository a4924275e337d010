import { archivedLives, readArchive } from "#db/archived-lives.ts";
import { eraseFromArchive } from "#db/archive-erasure.ts";
import { archiveEvents } from "#db/archive.ts";
import { openDatabase } from "#db/client.ts";
import { CLOSE } from "#protocol/close-codes.ts";
import { newEpoch } from "#protocol/epoch.ts";
import type { RoomId } from "#protocol/ids.ts";
import { checkTicket } from "../auth/ticket.ts";
import { loadTokenKeys } from "../auth/token-keys.ts";
import { claimsFromHeader } from "../claims.ts";
import { readEnv } from "../env.ts";
import { answerAsk, type AskRequest } from "../internal/answer-ask.ts";
import { log } from "../log.ts";
import type { World } from "../room/ports.ts";
import { Room } from "../room/room.ts";
import { dismissalOf } from "../object/standing.ts";
import { roomStorage, type KeyValueStorage } from "./room-storage.ts";
import { peerOver, type Connection } from "./socket-peer.ts";

const ALARM_AGAIN_MS = 60_000;

/** What a host has for one room. */
export type Place = {
  env: unknown;
  storage: KeyValueStorage;
  /** Null where the host does not know: an alarm on PartyKit's server. The room's storage does by then. */
  roomId(): RoomId | null;
  connections(): Iterable<Connection>;
  headIs(head: number): void;
};

/** Everything both hosts do for a room, so that each of them is a dozen lines that translate calls. */
export class RoomHost {
  readonly #place: Place;
  #room: Promise<Room> | null = null;

  constructor(place: Place) {
    this.#place = place;
  }

  /** The room, awake. A failed wake-up is tried again by the next caller. */
  ready(): Promise<Room> {
    this.#room ??= this.#wake().catch((error: unknown) => {
      this.#room = null;
      throw error;
    });
    return this.#room;
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

  async request(request: AskRequest): Promise<Response> {
    try {
      return await answerAsk(request, readEnv(this.#place.env).INTERNAL_SECRET, () => this.ready());
    } catch (error) {
      log.failure("room.request_failed", error);
      return new Response(null, { status: 500 });
    }
  }

  async alarm(): Promise<void> {
    try {
      await (await this.ready()).alarm();
    } catch (error) {
      log.failure("room.alarm_failed", error);
      // A room that could not even wake has not set its next alarm. What goes wrong here, the host tries again itself.
      await this.#place.storage.setAlarm(Date.now() + ALARM_AGAIN_MS);
    }
  }

  /** Hosts send an uncaught error's stack to the client, so nothing may get that far. */
  async #guard(connection: Connection, act: () => unknown): Promise<void> {
    try {
      await act();
    } catch (error) {
      log.failure("room.failed", error);
      peerOver(connection).close(CLOSE.fault, "fault");
    }
  }

  async #wake(): Promise<Room> {
    const env = readEnv(this.#place.env);
    const peers = [...this.#place.connections()]
      .filter(({ state }) => state !== null)
      .map(peerOver);
    return Room.wake(this.#world(), this.#place.roomId(), env.ROOM_LIMITS, peers);
  }

  #world(): World {
    const env = readEnv(this.#place.env);
    const giveUp = (error: unknown) => {
      log.failure("room.gave_up", error);
      this.#room = null;
    };
    return {
      storage: roomStorage(this.#place.storage, giveUp),
      clock: {
        now: () => Date.now(),
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      },
      archive: {
        store: (room, epoch, events) => archiveEvents(openDatabase(env), room, epoch, events),
        erase: (room, epoch, person, after) =>
          eraseFromArchive(openDatabase(env), { room, epoch, person }, after),
        lives: (room) => archivedLives(openDatabase(env), room),
        read: (room, epoch, after) => readArchive(openDatabase(env), room, epoch, after),
      },
      tickets: {
        check: async (ticket, id) =>
          checkTicket(await loadTokenKeys(env), ticket, { party: "room", id }, Date.now()),
      },
      log: (event, facts, level) => log[level ?? "fact"](event, facts),
      newEpoch: (after) => newEpoch(Date.now(), crypto.getRandomValues(new Uint8Array(10)), after),
      headIs: (head) => this.#place.headIs(head),
      giveUp,
    };
  }
}
