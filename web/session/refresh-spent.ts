import type { Answer } from "../answer.ts";
import { session } from "./session.ts";

/** A new session, in place of the one whose token has just been refused. */
export async function refreshSession(): Promise<Answer<unknown>> {
  const token = await session.accessToken();
  return session.refresh(token.ok ? token.value.accessToken : null);
}
