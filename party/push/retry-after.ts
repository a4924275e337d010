/** When nobody says: a push service that is out of breath is mostly back by then. */
const USUAL_MS = 10_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 60 * 60_000;

/** How long to wait by a `Retry-After`, which is seconds or a date. `now` in ms since epoch. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null || header.trim() === "") return USUAL_MS;
  const seconds = Number(header);
  const wished = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  if (Number.isNaN(wished)) return USUAL_MS;
  return Math.min(Math.max(wished, SHORTEST_MS), LONGEST_MS);
}
