import * as v from "valibot";
import { PersonId, type RoomId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";
import type { Author, TicketClaims } from "../rooms.ts";
import { newSecret } from "./secret.ts";
import { openToken, signToken, type TokenKind } from "./signed-token.ts";
import type { TokenKeys } from "./token-keys.ts";

/** Where a ticket lets its holder in. */
export type Door =
  | { party: "room"; id: RoomId }
  | { party: "inbox"; id: PersonId }
  | { party: "notes"; id: RoomId };

const LIFETIME_MS = 30_000;

const Claims = v.object({
  jti: v.string(),
  sub: PersonId,
  sid: v.string(),
  name: v.string(),
  role: CommunityRole,
  editWindowMs: v.optional(v.number()),
  /** When the session behind it ends, in ms since epoch. */
  until: v.number(),
  exp: v.number(),
});

/** Thirty seconds to open one socket at one door. `sessionExpiresAt` is when the access token that asks runs out. */
export async function issueTicket(
  keys: TokenKeys,
  door: Door,
  holder: { author: Author; sessionExpiresAt: number },
  now: number,
): Promise<string> {
  const { person, session, name, role, editWindowMs } = holder.author;
  const until = holder.sessionExpiresAt;
  const who = { sub: person, sid: session, name, role, editWindowMs };
  const claims = { jti: newSecret(), ...who, until };
  return (await signToken(keys, kindOf(door), claims, { now, lifetimeMs: LIFETIME_MS })).token;
}

/** Null when it is no ticket of ours, for another door, or too old. Whether it was spent is for the room to know. */
export async function checkTicket(
  keys: TokenKeys,
  raw: string,
  door: Door,
  now: number,
): Promise<TicketClaims | null> {
  const claims = await openToken(keys, kindOf(door), Claims, raw, { now });
  if (!claims) return null;
  const { jti, sub, sid, name, role, editWindowMs, until, exp } = claims;
  const author = { person: sub, session: sid, name, role, editWindowMs };
  return { ...author, ticket: jti, ticketExpiresAt: exp * 1_000, sessionExpiresAt: until };
}

function kindOf({ party, id }: Door): TokenKind {
  return { typ: "ticket+jwt", audience: `ws:${party}/${id}` };
}
