import type * as Party from "partykit/server";
import { emptyAnswer } from "../empty-answer.ts";
import { readEnv } from "../env.ts";
import { roomStorage } from "../hosts/room-storage.ts";
import { answerTake } from "../limits/answer-take.ts";
import { Buckets } from "../limits/buckets.ts";
import { log } from "../log.ts";

/** A shard of the buckets under PartyKit's own server. */
export default class Limits implements Party.Server {
  readonly #party: Party.Room;
  readonly #buckets: Buckets;

  static onBeforeConnect(request: Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  /** Plain HTTP from outside. Calls between parties do not pass here. */
  static onBeforeRequest(request: Party.Request, lobby: Party.Lobby): Response {
    return emptyAnswer(404, request, readEnv(lobby.env));
  }

  constructor(party: Party.Room) {
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
