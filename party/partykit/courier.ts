import type * as Party from "partykit/server";
import { answerErrand } from "../courier/answer-errand.ts";
import { emptyAnswer } from "../empty-answer.ts";
import { readEnv } from "../env.ts";
import { inboxesOverFetch } from "../internal/inboxes-over-fetch.ts";
import { fetchParty } from "./fetch-party.ts";

/** A courier under PartyKit's own server. */
export default class Courier implements Party.Server {
  readonly #party: Party.Room;

  static onBeforeConnect(request: Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  /** Plain HTTP from outside. Calls between parties do not pass here. */
  static onBeforeRequest(request: Party.Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  constructor(party: Party.Room) {
    this.#party = party;
  }

  async onRequest(request: Party.Request): Promise<Response> {
    const { INTERNAL_SECRET } = readEnv(this.#party.env);
    const fetchInbox = fetchParty(this.#party.context, "inbox");
    return answerErrand(request, INTERNAL_SECRET, inboxesOverFetch(fetchInbox, INTERNAL_SECRET));
  }
}
