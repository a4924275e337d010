import { Server, type Connection } from "partyserver";
import { PING } from "#protocol/up.ts";
import type { OpenParty } from "../admission.ts";
import { CLAIMS_HEADER } from "../claims.ts";
import { readEnv } from "../env.ts";
import { answerGoing } from "../going/leave.ts";
import { occupied } from "../going/occupied.ts";
import type { PeerMemory } from "../object/ports.ts";
import { asPartOf } from "../request-id.ts";
import type { Bindings } from "./bindings.ts";
import type { InboxHost } from "./inbox-host.ts";
import type { NoteHost } from "./note-host.ts";
import type { RoomHost } from "./room-host.ts";

/** What rooms, inboxes and notes do alike on PartyServer: Durable Objects that sleep while nothing happens, their sockets staying open. */
export abstract class ObjectServer extends Server<Bindings> {
  static override options = { hibernate: true };

  protected abstract readonly host: RoomHost | InboxHost | NoteHost;
  protected abstract readonly party: OpenParty;
  readonly #met = new WeakMap<WebSocket, Connection<PeerMemory>>();

  /** All that a request leads to is part of it: waking up, too. */
  override fetch(request: Request): Promise<Response> {
    return asPartOf(request, () => super.fetch(request));
  }

  override async onStart(): Promise<void> {
    await this.host.start();
  }

  override async onConnect(
    connection: Connection<PeerMemory>,
    { request }: { request: Request },
  ): Promise<void> {
    await this.host.connect(connection, request.headers.get(CLAIMS_HEADER));
    const session = connection.state?.session;
    if (session !== undefined)
      occupied.enter(connection.id, { party: this.party, name: this.name, session });
  }

  /**
   * PartyServer reads a socket's stored state anew for each of its frames, to see whether the socket is one of its own. Once it has
   * said so, the answer holds for as long as this object is awake (docs/decisions/0024).
   */
  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const connection = this.#met.get(socket);
    if (connection) await this.host.message(connection, message);
    else await super.webSocketMessage(socket, message);
  }

  override async onMessage(connection: Connection<PeerMemory>, message: unknown): Promise<void> {
    // The connection is the socket itself, with some more to it.
    this.#met.set(connection, connection);
    await this.host.message(connection, message);
  }

  override async onClose(connection: Connection<PeerMemory>): Promise<void> {
    occupied.leave(connection.id);
    await this.host.close(connection);
  }

  override async onError(connection: Connection<PeerMemory>): Promise<void> {
    occupied.leave(connection.id);
    await this.host.close(connection);
  }

  override async onRequest(request: Request): Promise<Response> {
    const { INTERNAL_SECRET } = readEnv(this.env);
    const connections = () => this.getConnections<PeerMemory>();
    const going = { connections, handOver: () => this.host.handOver() };
    return (await answerGoing(request, INTERNAL_SECRET, going)) ?? this.host.answer(request);
  }

  override async onAlarm(): Promise<void> {
    await this.host.alarm();
  }
}

/** A room's or an inbox's answer to a ping. */
export function pongOf(head: number): string {
  return JSON.stringify([{ t: "pong", head }]);
}

/** Lets the platform answer pings, so that a sign of life does not wake a sleeping object. */
export function answerPings(state: DurableObjectState, pong: string): void {
  state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, pong));
}
