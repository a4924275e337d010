import { isOverTls, secure } from "./answer-headers.ts";
import type { Env } from "./env.ts";

/** A "no" in front of the API and of the rooms: a status, and not a word about why. */
export function emptyAnswer(
  status: number,
  { url }: { url: string },
  { ORIGINS }: Pick<Env, "ORIGINS">,
): Response {
  const answer = new Response(null, { status });
  secure(answer.headers, isOverTls(url, ORIGINS));
  return answer;
}
