import type { Author, TicketClaims } from "#party/rooms.ts";

/** What a ticket says that was given to somebody at `now`, in ms since epoch. */
export function ticketClaims(by: Author, now: number): TicketClaims {
  const ends = { ticketExpiresAt: now + 30_000, sessionExpiresAt: now + 3_600_000 };
  return { ...by, ticket: "a ticket", ...ends };
}
