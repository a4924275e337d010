import type { Context } from "hono";
import { editWindow } from "#db/community.ts";
import type { PersonId } from "#protocol/ids.ts";
import type { CommunityRole } from "#protocol/roles.ts";
import { issueAccessToken } from "../auth/access-token.ts";
import { refreshCookie } from "../auth/refresh-cookie.ts";
import { isSecure } from "./origin.ts";
import type { ApiEnv } from "./world.ts";

/** What a browser gets that is signed in. */
export type SessionAnswer = {
  accessToken: string;
  /** When that token runs out, in ms since epoch. */
  expiresAt: number;
  /** `editWindowMs`: as the token says it, and so every room that this person enters by it; without it, there is no end. */
  person: { id: PersonId; name: string; role: CommunityRole; editWindowMs?: number };
};

export type SignedInSession = {
  session: { id: string; expiresAt: number };
  refreshToken: string;
  person: { id: PersonId; name: string; role: CommunityRole; version: number };
};

/** Sets the cookie and makes the answer. */
export async function answerSession(
  context: Context<ApiEnv>,
  { session, refreshToken, person }: SignedInSession,
): Promise<SessionAnswer> {
  const { world } = context.env;
  const now = world.now();
  const { id, name, role, version } = person;
  const editWindowMs = await editWindow(world.database);
  const limits = editWindowMs === null ? {} : { editWindowMs };
  const author = { person: id, name, role, session: session.id, ...limits };
  const { token, expiresAt } = await issueAccessToken(world.keys, author, version, now);
  const cookie = { isSecure: isSecure(context), now, expiresAt: session.expiresAt };
  context.header("Set-Cookie", refreshCookie(refreshToken, cookie));
  return { accessToken: token, expiresAt, person: { id, name, role, ...limits } };
}
