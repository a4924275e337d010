import type * as Party from "partykit/server";
import * as v from "valibot";
import { CLOSE } from "#protocol/close-codes.ts";
import { RoomId } from "#protocol/ids.ts";
import { admit } from "../admission.ts";
import { CLAIMS_HEADER } from "../claims.ts";
import { emptyAnswer } from "../empty-answer.ts";
import { readEnv } from "../env.ts";
import { RoomHost } from "../hosts/room-host.ts";
import { fetchParty } from "./fetch-party.ts";
import type { PeerMemory } from "../object/ports.ts";

/** A room under PartyKit's own server. Each oddity handled here is in docs/decisions/0003-two-hosts.md. */
export default class Room implements Party.Server {
  // PartyKit reads this from the instance; a static one is ignored.
  readonly options = { hibernate: true };

  readonly #party: Party.Room;
  readonly #host: RoomHost;

  static onBeforeConnect(request: Request, lobby: Party.Lobby): Promise<Request | Response> {
    return admit(request, { party: "room", id: lobby.id }, readEnv(lobby.env), Date.now());
  }

  /** Plain HTTP from outside. Calls between parties do not pass here. */
  static onBeforeRequest(request: Party.Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  constructor(party: Party.Room) {
    this.#party = party;
    this.#host = new RoomHost({
      env: party.env,
      storage: party.storage,
      roomId: () => idOf(party),
      connections: () => party.getConnections<PeerMemory>(),
      // This server has no automatic answers: pings reach the room, which answers them itself.
      headIs: () => {},
      fetchCourier: fetchParty(party.context, "courier"),
    });
  }

  async onStart(): Promise<void> {
    // Not gated by the server: without this, sockets would speak to a room that is still waking.
    await this.#party.blockConcurrencyWhile(async () => {
      await this.#host.ready();
    });
  }

  async onConnect(
    connection: Party.Connection<PeerMemory>,
    { request }: Party.ConnectionContext,
  ): Promise<void> {
    await this.#host.connect(connection, request.headers.get(CLAIMS_HEADER));
  }

  async onMessage(message: unknown, connection: Party.Connection<PeerMemory>): Promise<void> {
    await this.#host.message(connection, message);
  }

  async onClose(connection: Party.Connection<PeerMemory>): Promise<void> {
    await this.#host.close(connection);
    // The server does not answer a client's Close by itself, and the client would wait for it.
    connection.close(CLOSE.normal);
  }

  async onError(connection: Party.Connection<PeerMemory>): Promise<void> {
    await this.#host.close(connection);
  }

  async onRequest(request: Party.Request): Promise<Response> {
    return this.#host.answer(request);
  }

  async onAlarm(): Promise<void> {
    await this.#host.alarm();
  }
}

/** In an alarm, and in all that follows in the same instance, asking for the id throws. */
function idOf(party: Party.Room): RoomId | null {
  try {
    return v.parse(RoomId, party.id);
  } catch {
    // The room's own storage knows: no alarm is set before it does.
    return null;
  }
}
