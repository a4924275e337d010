import type * as Party from "partykit/server";
import { emptyAnswer } from "../empty-answer.ts";
import { readEnv } from "../env.ts";
import { LobbyHost } from "../hosts/lobby-host.ts";
import { fetchParty } from "./fetch-party.ts";

/** The lobby under PartyKit's own server. */
export default class Lobby implements Party.Server {
  readonly #host: LobbyHost;

  static onBeforeConnect(request: Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  /** Plain HTTP from outside. Calls between parties do not pass here. */
  static onBeforeRequest(request: Party.Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  constructor(party: Party.Room) {
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
