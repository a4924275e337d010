import * as v from "valibot";

/** What the edge says about where a request came from. Elsewhere there is none. */
const Seen = v.object({
  cf: v.object({
    city: v.exactOptional(v.pipe(v.string(), v.maxLength(80))),
    country: v.pipe(v.string(), v.maxLength(2)),
  }),
});

/** "Berlin, DE": enough to know a place again, and no more than that. Null when nobody can tell. */
export function placeOf(request: unknown): string | null {
  const seen = v.safeParse(Seen, request);
  if (!seen.success) return null;
  const { city, country } = seen.output.cf;
  return city === undefined ? country : `${city}, ${country}`;
}
