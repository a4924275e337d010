import type { Answer } from "../answer.ts";
import { putName } from "../people/people-by-http.ts";
import { session } from "../session/session.ts";

/** Another name, here and in every room; what this browser shows of oneself follows at once. */
export async function changeName(name: string): Promise<Answer<unknown>> {
  const answer = await putName(name);
  if (!answer.ok) return answer;
  const token = await session.accessToken();
  // What comes with a new token is who one is by now. Without a line it comes with the next one.
  if (token.ok) await session.refresh(token.value.accessToken);
  return answer;
}
