import * as v from "valibot";
import { isSame } from "../auth/secret.ts";
import { INTERNAL_HEADER } from "../internal/ask.ts";
import type { AskRequest } from "../internal/answer-ask.ts";
import type { Buckets } from "./buckets.ts";

const amount = v.pipe(v.number(), v.gtValue(0));

const Take = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  rate: v.object({ burst: amount, perSecond: amount }),
});

/** The buckets' door for the API. Anyone without the secret finds nothing here. */
export async function answerTake(
  request: AskRequest,
  secret: string,
  buckets: Buckets,
  now: number,
): Promise<Response> {
  const isOurs = isSame(request.headers.get(INTERNAL_HEADER) ?? "", secret);
  if (!isOurs) return new Response(null, { status: 404 });
  const { name, rate } = v.parse(Take, await request.json());
  return Response.json(await buckets.take(name, rate, now));
}
