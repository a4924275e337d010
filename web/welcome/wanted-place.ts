import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";

const KEY = "parley-wanted";
/** As long as a link out of a mail works. */
const KEPT_MS = 10 * 60_000;

const Wanted = v.object({
  // Of this site only: what stands here is gone to.
  path: v.pipe(v.string(), v.regex(/^\/(?![/\\])/)),
  until: v.number(),
});

/** Where somebody wanted to go who has to sign in first by a link, which opens in a tab of its own. `now` in ms since epoch. */
export function keepWantedPlace(path: string, now: number, storage = () => localStorage): void {
  try {
    storage().setItem(KEY, JSON.stringify({ path, until: now + KEPT_MS }));
  } catch {
    // Forbidden or full: then they begin at the beginning.
  }
}

/** Where to go once inside. */
export function wantedPlace(now: number, storage = () => localStorage): string {
  try {
    const kept = v.safeParse(Wanted, parseJson(storage().getItem(KEY) ?? ""));
    return kept.success && now < kept.output.until ? kept.output.path : "/";
  } catch {
    // Forbidden.
    return "/";
  }
}
