import { isOverTls, TRANSPORT_HEADERS } from "./answer-headers.ts";
import { emptyAnswer } from "./empty-answer.ts";
import type { Env } from "./env.ts";

const HASHED_FILES = "/assets/";

/** Best first. The build puts such copies beside the texts where no edge packs what is served (scripts/packed-files.ts). */
const PACKINGS = { br: ".br", gzip: ".gz" };
/** The page answers for every address that is no file. */
const PAGE = "/index.html";

type Files = { fetch(request: Request): Promise<Response> };

/** A file of the client, with the headers that the build gave it (dist/client/_headers). */
export async function answerFile(
  request: Request,
  env: Pick<Env, "ORIGINS">,
  files: Files,
): Promise<Response> {
  const found = await files.fetch(request);
  // Whatever is not there is answered with the page. Kept under a script's name, it would break that script for a year.
  const isMissing = new URL(request.url).pathname.startsWith(HASHED_FILES) && isPage(found);
  if (isMissing) return emptyAnswer(404, request, env);
  const answer = await packed(request, found, files);
  if (isOverTls(request.url, env.ORIGINS)) return answer;
  for (const name of Object.keys(TRANSPORT_HEADERS)) answer.headers.delete(name);
  return answer;
}

/** The same, packed as the browser takes it: a quarter of the bytes, and on a slow line of the seconds. */
async function packed(request: Request, found: Response, files: Files): Promise<Response> {
  const { pathname } = new URL(request.url);
  const name = isPage(found) ? PAGE : pathname;
  const headers = new Headers(found.headers);
  headers.append("Vary", "Accept-Encoding");
  for (const [packing, ending] of Object.entries(PACKINGS)) {
    if (found.status !== 200 || request.method !== "GET" || !takes(request, packing)) continue;
    const copy = await files.fetch(new Request(new URL(name + ending, request.url)));
    // There is none of what is small, or no text.
    if (!copy.ok || isPage(copy)) continue;
    await found.body?.cancel();
    headers.set("Content-Encoding", packing);
    headers.delete("Content-Length");
    const tag = headers.get("ETag");
    // Other bytes under the same tag: it says so by being weak.
    if (tag && !tag.startsWith("W/")) headers.set("ETag", `W/${tag}`);
    // Or workerd would pack it once more, as the header says. Not every runtime's types know the word.
    const asItIs = { headers, encodeBody: "manual" as const };
    return new Response(copy.body, asItIs);
  }
  return new Response(found.body, { status: found.status, headers });
}

function takes(request: Request, packing: string): boolean {
  const accepted = request.headers.get("Accept-Encoding")?.split(",") ?? [];
  return accepted.some((each) => {
    const [name, quality] = each.split(";").map((part) => part.trim());
    return name === packing && !/^q=0(\.0*)?$/.test(quality ?? "");
  });
}

function isPage(answer: Response): boolean {
  return answer.headers.get("Content-Type")?.startsWith("text/html") ?? false;
}
