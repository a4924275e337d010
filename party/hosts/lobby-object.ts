import { DurableObject } from "cloudflare:workers";
import { inboxesOf, type Bindings } from "./bindings.ts";
import { LobbyHost } from "./lobby-host.ts";

/** The lobby on a Durable Object. Only our own inboxes reach it. */
export class Lobby extends DurableObject<Bindings> {
  readonly #host = new LobbyHost({
    env: this.env,
    storage: this.ctx.storage,
    fetchInbox: inboxesOf(this.env),
  });

  override fetch(request: Request): Promise<Response> {
    return this.#host.answer(request);
  }
}
