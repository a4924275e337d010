import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "./bindings.ts";
import { MeterHost } from "./meter-host.ts";

/** The meter on a Durable Object. Only our own parts reach it. */
export class Meter extends DurableObject<Bindings> {
  readonly #host = new MeterHost({ env: this.env, storage: this.ctx.storage });

  override fetch(request: Request): Promise<Response> {
    return this.#host.answer(request);
  }
}
