import * as v from "valibot";
import { PersonId } from "#protocol/ids.ts";
import { CommunityRole } from "#protocol/roles.ts";
import type { Author } from "../rooms.ts";
import { openToken, signToken, type TokenKind } from "./signed-token.ts";
import type { TokenKeys } from "./token-keys.ts";

const LIFETIME_MS = 5 * 60_000;
/** Clocks of servers differ a little. */
const TOLERANCE_MS = 30_000;

const KIND: TokenKind = { typ: "at+jwt", audience: "api" };

const Claims = v.object({
  sub: PersonId,
  sid: v.string(),
  sv: v.number(),
  name: v.string(),
  role: CommunityRole,
  editWindowMs: v.optional(v.number()),
  exp: v.number(),
});

/** Who signed in, with everything that rooms need to know, so that they look nobody up. */
export type AccessToken = { author: Author; expiresAt: number };

/** Five minutes for `author`. `version` is the account's session version. */
export function issueAccessToken(
  keys: TokenKeys,
  author: Author,
  version: number,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const { person, session, name, role, editWindowMs } = author;
  const claims = { sub: person, sid: session, sv: version, name, role, editWindowMs };
  return signToken(keys, KIND, claims, { now, lifetimeMs: LIFETIME_MS });
}

/** Who asks, or null when it is no access token of ours or has run out. */
export async function checkAccessToken(
  keys: TokenKeys,
  raw: string,
  now: number,
): Promise<AccessToken | null> {
  const times = { now, toleranceMs: TOLERANCE_MS };
  const claims = await openToken(keys, KIND, Claims, raw, times);
  if (!claims) return null;
  const { sub, sid, name, role, editWindowMs, exp } = claims;
  const author = { person: sub, session: sid, name, role, editWindowMs };
  return { author, expiresAt: exp * 1_000 };
}
