import { Server, type Connection } from "partyserver";
import { PersonId } from "#protocol/ids.ts";
import { PING } from "#protocol/up.ts";
import * as v from "valibot";
import { CLAIMS_HEADER } from "../claims.ts";
import type { PeerMemory } from "../object/ports.ts";
import { lobbyOf, roomsOf, type Bindings } from "./bindings.ts";
import { InboxHost } from "./inbox-host.ts";

/** A person's inbox on PartyServer: a Durable Object that sleeps while nothing happens, its sockets staying open. */
export class Inbox extends Server<Bindings> {
  static override options = { hibernate: true };

  readonly #host = new InboxHost({
    env: this.env,
    storage: this.ctx.storage,
    person: () => v.parse(PersonId, this.name),
    connections: () => this.getConnections<PeerMemory>(),
    headIs: (head) => {
      const pong = JSON.stringify([{ t: "pong", head }]);
      this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, pong));
    },
    fetchRoom: roomsOf(this.env),
    fetchLobby: lobbyOf(this.env),
  });

  override async onStart(): Promise<void> {
    await this.#host.ready();
  }

  override async onConnect(
    connection: Connection<PeerMemory>,
    { request }: { request: Request },
  ): Promise<void> {
    await this.#host.connect(connection, request.headers.get(CLAIMS_HEADER));
  }

  override async onMessage(connection: Connection<PeerMemory>, message: unknown): Promise<void> {
    await this.#host.message(connection, message);
  }

  override async onClose(connection: Connection<PeerMemory>): Promise<void> {
    await this.#host.close(connection);
  }

  override async onError(connection: Connection<PeerMemory>): Promise<void> {
    await this.#host.close(connection);
  }

  override async onRequest(request: Request): Promise<Response> {
    return this.#host.answer(request);
  }

  override async onAlarm(): Promise<void> {
    await this.#host.alarm();
  }
}
