import * as v from "valibot";
import type { Buckets } from "./buckets.ts";
import { asPartOf } from "../request-id.ts";
import { turnAway, type InternalRequest } from "../internal/door.ts";

const amount = v.pipe(v.number(), v.gtValue(0));

const Take = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  rate: v.object({ burst: amount, perSecond: amount }),
});

/** The buckets' door for the API. Anyone without the secret finds nothing here. */
export async function answerTake(
  request: InternalRequest,
  secret: string,
  buckets: Buckets,
  now: number,
): Promise<Response> {
  const stranger = turnAway(request, secret);
  if (stranger) return stranger;
  return asPartOf(request, async () => {
    const { name, rate } = v.parse(Take, await request.json());
    return Response.json(await buckets.take(name, rate, now));
  });
}
