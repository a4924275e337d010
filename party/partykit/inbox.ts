import type * as Party from "partykit/server";
import * as v from "valibot";
import { CLOSE } from "#protocol/close-codes.ts";
import { PersonId } from "#protocol/ids.ts";
import { admit } from "../admission.ts";
import { CLAIMS_HEADER } from "../claims.ts";
import { emptyAnswer } from "../empty-answer.ts";
import { readEnv } from "../env.ts";
import { InboxHost } from "../hosts/inbox-host.ts";
import type { PeerMemory } from "../object/ports.ts";
import { fetchParty } from "./fetch-party.ts";

/** An inbox under PartyKit's own server. Each oddity handled here is in docs/decisions/0003-two-hosts.md. */
export default class Inbox implements Party.Server {
  // PartyKit reads this from the instance; a static one is ignored.
  readonly options = { hibernate: true };

  readonly #party: Party.Room;
  readonly #host: InboxHost;
  /** Woken by an alarm, this instance never learns whose it is, and reaches nobody else. */
  readonly #isBlind: boolean;

  static onBeforeConnect(request: Request, lobby: Party.Lobby): Promise<Request | Response> {
    return admit(request, { party: "inbox", id: lobby.id }, readEnv(lobby.env), Date.now());
  }

  /** Plain HTTP from outside. Calls between parties do not pass here. */
  static onBeforeRequest(request: Party.Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  constructor(party: Party.Room) {
    this.#party = party;
    this.#isBlind = !isNamed(party);
    this.#host = new InboxHost({
      env: party.env,
      storage: party.storage,
      person: () => v.parse(PersonId, party.id),
      connections: () => party.getConnections<PeerMemory>(),
      // This server has no automatic answers: pings reach the inbox, which answers them itself.
      headIs: () => {},
      fetchRoom: fetchParty(party.context, "room"),
      fetchLobby: fetchParty(party.context, "lobby"),
    });
  }

  async onStart(): Promise<void> {
    if (this.#isBlind) return;
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
    if (this.#isBlind) this.#makeWay();
    else await this.#host.alarm();
  }

  /** Whoever comes next finds an instance that sees, which looks by itself for what has become due. */
  #makeWay(): void {
    setTimeout(() => {
      const end = this.#party.blockConcurrencyWhile(() =>
        Promise.reject(new Error("an alarm woke this inbox blind")),
      );
      end.catch(() => {
        // Its end is what was wanted.
      });
    });
  }
}

/** Asking for the id throws in what an alarm has woken (docs/decisions/0003-two-hosts.md). */
function isNamed(party: Party.Room): boolean {
  try {
    return party.id !== "";
  } catch {
    return false;
  }
}
