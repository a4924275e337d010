import type * as Party from "partykit/server";
import { answerErrand } from "../courier/answer-errand.ts";
import { readEnv } from "../env.ts";
import { inboxesOverFetch } from "../internal/inboxes-over-fetch.ts";
import { ClosedParty } from "./closed-party.ts";
import { fetchParty } from "./fetch-party.ts";

/** A courier under PartyKit's own server. */
export default class Courier extends ClosedParty implements Party.Server {
  readonly #party: Party.Room;

  constructor(party: Party.Room) {
    super();
    this.#party = party;
  }

  async onRequest(request: Party.Request): Promise<Response> {
    const { INTERNAL_SECRET } = readEnv(this.#party.env);
    const fetchInbox = fetchParty(this.#party.context, "inbox");
    return answerErrand(request, INTERNAL_SECRET, inboxesOverFetch(fetchInbox, INTERNAL_SECRET));
  }
}
