import { DurableObject } from "cloudflare:workers";
import { readEnv } from "../env.ts";
import { answerTake } from "../limits/answer-take.ts";
import { Buckets } from "../limits/buckets.ts";
import { log } from "../log.ts";
import { roomStorage } from "./room-storage.ts";

/** A shard of the buckets on a Durable Object. Only our own API reaches it. */
export class Limits extends DurableObject {
  readonly #buckets = new Buckets(
    roomStorage(this.ctx.storage, (error) => log.failure("limits.not_stored", error)),
  );

  override async fetch(request: Request): Promise<Response> {
    return answerTake(request, readEnv(this.env).INTERNAL_SECRET, this.#buckets, Date.now());
  }
}
