import type * as Party from "partykit/server";
import { CLOSE } from "#protocol/close-codes.ts";
import { CLAIMS_HEADER } from "../claims.ts";
import { asPartOf } from "../request-id.ts";
import type { InboxHost } from "../hosts/inbox-host.ts";
import type { NoteHost } from "../hosts/note-host.ts";
import type { RoomHost } from "../hosts/room-host.ts";
import type { PeerMemory } from "../object/ports.ts";
import { ClosedParty } from "./closed-party.ts";

/** What rooms, inboxes and notes do alike under PartyKit's own server. Each oddity handled here is in docs/decisions/0003-two-hosts.md. */
export abstract class ObjectParty extends ClosedParty {
  // PartyKit reads this from the instance; a static one is ignored.
  readonly options: { hibernate: boolean } = { hibernate: true };

  protected readonly party: Party.Room;
  protected abstract readonly host: RoomHost | InboxHost | NoteHost;

  constructor(party: Party.Room) {
    super();
    this.party = party;
  }

  async onStart(): Promise<void> {
    // Not gated by the server: without this, sockets would speak to an object that is still waking.
    await this.party.blockConcurrencyWhile(() => this.host.start());
  }

  async onConnect(
    connection: Party.Connection<PeerMemory>,
    { request }: Party.ConnectionContext,
  ): Promise<void> {
    await asPartOf(request, () =>
      this.host.connect(connection, request.headers.get(CLAIMS_HEADER)),
    );
  }

  async onMessage(message: unknown, connection: Party.Connection<PeerMemory>): Promise<void> {
    await this.host.message(connection, message);
  }

  async onClose(connection: Party.Connection<PeerMemory>): Promise<void> {
    await this.host.close(connection);
    // The server does not answer a client's Close by itself, and the client would wait for it.
    connection.close(CLOSE.normal);
  }

  async onError(connection: Party.Connection<PeerMemory>): Promise<void> {
    await this.host.close(connection);
  }

  async onRequest(request: Party.Request): Promise<Response> {
    return asPartOf(request, () => this.host.answer(request));
  }

  async onAlarm(): Promise<void> {
    await this.host.alarm();
  }
}
