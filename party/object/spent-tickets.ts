import { OBJECT_KEY } from "./keys.ts";
import type { TicketClaims } from "../rooms.ts";
import type { Storage } from "./ports.ts";

/** Old rows that go with each new one: tickets live for seconds, so the pile stays small by itself. */
const SWEEP = 20;
/** Admission looks at a ticket's age, and the room wakes after that: for so long a row must outlive its ticket, in ms. */
const KEEP_AFTER_MS = 60_000;

/** Spends a ticket. False when it was spent before: somebody replays it. */
export async function spendTicket(
  storage: Storage,
  claims: TicketClaims,
  now: number,
): Promise<boolean> {
  const key = OBJECT_KEY.spent(claims.ticketExpiresAt, claims.ticket);
  if ((await storage.get(key)) !== undefined) return false;
  const old = await storage.list({
    start: OBJECT_KEY.spentBefore(0),
    end: OBJECT_KEY.spentBefore(now - KEEP_AFTER_MS),
    limit: SWEEP,
  });
  await storage.commit({ put: new Map([[key, ""]]), remove: [...old.keys()] });
  return true;
}
