import { CLOSE } from "#protocol/close-codes.ts";
import type { EndedSessions } from "./ended-sessions.ts";
import type { Seats } from "./seats.ts";
import { dismiss } from "./standing.ts";

/** These sessions are over, although tokens of theirs are still good for minutes: what they have here ends now. */
export async function endSessions(
  { ended, seats }: { ended: EndedSessions; seats: Seats },
  sessions: readonly string[],
  alsoEnd: (over: ReadonlySet<string>) => void = () => undefined,
): Promise<void> {
  await ended.add(sessions);
  const over = new Set(sessions);
  alsoEnd(over);
  for (const seat of seats.all())
    if (over.has(seat.memory.session)) dismiss(seat, CLOSE.session, "signed out");
}
