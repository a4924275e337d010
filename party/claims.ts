import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { PersonId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";
import type { TicketClaims } from "./rooms.ts";

/** Carries what admission has checked from the Worker to the room. Whatever a client sends under it is deleted first. */
export const CLAIMS_HEADER = "x-parley-claims";

const Claims = v.object({
  person: PersonId,
  name: v.string(),
  role: CommunityRole,
  session: v.string(),
  editWindowMs: v.optional(v.number()),
  ticket: v.string(),
  ticketExpiresAt: v.number(),
  sessionExpiresAt: v.number(),
});

const NOT_ASCII = /[^\x20-\x7E]/g;

/** Headers are ASCII and names are not. */
export function claimsToHeader(claims: TicketClaims): string {
  return JSON.stringify(claims).replace(NOT_ASCII, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Null when a request did not come through admission. */
export function claimsFromHeader(header: string | null): TicketClaims | null {
  const parsed = v.safeParse(Claims, parseJson(header ?? ""));
  return parsed.success ? parsed.output : null;
}
