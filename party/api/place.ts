import * as v from "valibot";
import type { Env } from "../env.ts";

/** What the edge says about where a request came from. Elsewhere there is none. */
const Seen = v.object({
  cf: v.object({
    city: v.exactOptional(v.pipe(v.string(), v.maxLength(80))),
    country: v.pipe(v.string(), v.maxLength(2)),
  }),
});

/**
 * "Berlin, DE": enough to know a place again, and no more than that. Null when nobody can tell: away from the edge `cf` is whatever the
 * client says, and a thief would say that they are at home.
 */
export function placeOf(
  request: unknown,
  { PLACES_FROM }: Pick<Env, "PLACES_FROM">,
): string | null {
  if (PLACES_FROM !== "edge") return null;
  const seen = v.safeParse(Seen, request);
  if (!seen.success) return null;
  const { city, country } = seen.output.cf;
  return city === undefined ? country : `${city}, ${country}`;
}
