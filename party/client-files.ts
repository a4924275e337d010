import { isOverTls, TRANSPORT_HEADERS } from "./answer-headers.ts";
import { emptyAnswer } from "./empty-answer.ts";
import type { Env } from "./env.ts";

const HASHED_FILES = "/assets/";

/** A file of the client, with the headers that the build gave it (dist/client/_headers). */
export async function answerFile(
  request: Request,
  env: Pick<Env, "ORIGINS">,
  files: { fetch(request: Request): Promise<Response> },
): Promise<Response> {
  const found = await files.fetch(request);
  // Whatever is not there is answered with the page. Kept under a script's name, it would break that script for a year.
  const isMissing = new URL(request.url).pathname.startsWith(HASHED_FILES) && isPage(found);
  if (isMissing) return emptyAnswer(404, request, env);
  if (isOverTls(request.url, env.ORIGINS)) return found;
  const plain = new Response(found.body, found);
  for (const name of Object.keys(TRANSPORT_HEADERS)) plain.headers.delete(name);
  return plain;
}

function isPage(answer: Response): boolean {
  return answer.headers.get("Content-Type")?.startsWith("text/html") ?? false;
}
