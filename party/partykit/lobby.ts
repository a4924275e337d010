import type * as Party from "partykit/server";
import { LobbyHost } from "../hosts/lobby-host.ts";
import { ClosedParty } from "./closed-party.ts";
import { fetchParty } from "./fetch-party.ts";

/** The lobby under PartyKit's own server. */
export default class Lobby extends ClosedParty implements Party.Server {
  readonly #host: LobbyHost;

  constructor(party: Party.Room) {
    super();
    this.#host = new LobbyHost({
      env: party.env,
      storage: party.storage,
      fetchInbox: fetchParty(party.context, "inbox"),
    });
  }

  async onRequest(request: Party.Request): Promise<Response> {
    return this.#host.answer(request);
  }
}
