import type * as Party from "partykit/server";
import { MeterHost } from "../hosts/meter-host.ts";
import { ClosedParty } from "./closed-party.ts";

/** The meter under PartyKit's own server. */
export default class Meter extends ClosedParty implements Party.Server {
  readonly #host: MeterHost;

  constructor(party: Party.Room) {
    super();
    this.#host = new MeterHost({ env: party.env, storage: party.storage });
  }

  async onRequest(request: Party.Request): Promise<Response> {
    return this.#host.answer(request);
  }
}
