import type { Context } from "hono";
import type { PersonId } from "#protocol/ids.ts";
import { readRefreshCookie } from "../auth/refresh-cookie.ts";
import { lookAtSession } from "../auth/refresh-token.ts";
import { isSecure } from "./origin.ts";
import type { ApiEnv } from "./world.ts";

/** Whether the browser that asks is signed in to this very account. By its cookie, of which nothing is spent. */
export async function isSignedInHere(c: Context<ApiEnv>, person: PersonId): Promise<boolean> {
  const { database, now } = c.env.world;
  const token = readRefreshCookie(c.req.header("Cookie"), isSecure(c));
  const session = token ? await lookAtSession(database, token, now()) : undefined;
  return session?.person === person;
}
