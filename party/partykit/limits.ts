import type * as Party from "partykit/server";
import { readEnv } from "../env.ts";
import { roomStorage } from "../hosts/room-storage.ts";
import { answerTake } from "../limits/answer-take.ts";
import { Buckets } from "../limits/buckets.ts";
import { log } from "../log.ts";
import { ClosedParty } from "./closed-party.ts";

/** A shard of the buckets under PartyKit's own server. */
export default class Limits extends ClosedParty implements Party.Server {
  readonly #party: Party.Room;
  readonly #buckets: Buckets;

  constructor(party: Party.Room) {
    super();
    this.#party = party;
    this.#buckets = new Buckets(
      roomStorage(party.storage, (error) => log.failure("limits.not_stored", error)),
    );
  }

  async onRequest(request: Party.Request): Promise<Response> {
    const { INTERNAL_SECRET } = readEnv(this.#party.env);
    return answerTake(request, INTERNAL_SECRET, this.#buckets, Date.now());
  }
}
