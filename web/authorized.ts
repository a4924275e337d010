import type { Answer } from "./answer.ts";
import type { Session } from "./session/session-state.ts";

/** Asks as the person who is signed in. A token that the server refuses is renewed, once. */
export async function asSignedIn<T>(
  session: Pick<Session, "accessToken" | "refresh">,
  ask: (accessToken: string) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const token = await session.accessToken();
  if (!token.ok) return token;
  const answer = await ask(token.value.accessToken);
  if (answer.ok || answer.code !== "unauthenticated") return answer;
  const renewed = await session.refresh(token.value.accessToken);
  return renewed.ok ? ask(renewed.value.accessToken) : renewed;
}
