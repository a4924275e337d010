import { DurableObject } from "cloudflare:workers";
import { answerErrand } from "../courier/answer-errand.ts";
import { readEnv } from "../env.ts";
import { inboxesOverFetch } from "../internal/inboxes-over-fetch.ts";
import { inboxesOf, type Bindings } from "./bindings.ts";

/** A courier on a Durable Object: it has a thread of its own, and keeps nothing. Only our own rooms reach it. */
export class Courier extends DurableObject<Bindings> {
  override async fetch(request: Request): Promise<Response> {
    const { INTERNAL_SECRET } = readEnv(this.env);
    const inboxes = inboxesOverFetch(inboxesOf(this.env), INTERNAL_SECRET);
    return answerErrand(request, INTERNAL_SECRET, inboxes);
  }
}
