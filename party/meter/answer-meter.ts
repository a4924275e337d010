import * as v from "valibot";
import { refusal } from "#protocol/refusals.ts";
import { turnAway, type InternalRequest } from "../internal/door.ts";
import { Delta } from "./delta.ts";
import type { Meter } from "./meter.ts";

export const MeterAsk = v.variant("ask", [
  v.object({ ask: v.literal("take"), delta: Delta }),
  v.object({ ask: v.literal("read") }),
  v.object({ ask: v.literal("store") }),
  v.object({ ask: v.literal("day"), since: v.exactOptional(v.number()) }),
]);
export type MeterAsk = v.InferOutput<typeof MeterAsk>;

/** The meter's door for our own parts. Anyone without the secret finds nothing here. */
export async function answerMeter(
  request: InternalRequest,
  secret: string,
  ready: () => Promise<Meter>,
): Promise<Response> {
  const stranger = turnAway(request, secret);
  if (stranger) return stranger;
  const ask = v.safeParse(MeterAsk, await request.json());
  if (!ask.success) return Response.json({ ok: false, refusal: refusal("malformed") });
  return Response.json({ ok: true, value: await answer(await ready(), ask.output) });
}

async function answer(meter: Meter, ask: MeterAsk) {
  switch (ask.ask) {
    case "take":
      await meter.take(ask.delta);
      return null;
    case "store":
      await meter.store();
      return null;
    case "read":
      return meter.read();
    case "day":
      return meter.day(ask.since);
  }
}
