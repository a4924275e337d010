import * as v from "valibot";
import { refusal } from "#protocol/refusals.ts";
import type { OpenParty } from "../admission.ts";
import { isOverTls, secure } from "../answer-headers.ts";
import { problem } from "../api/problem.ts";
import { emptyAnswer } from "../empty-answer.ts";
import type { Env } from "../env.ts";
import { internalRequest } from "../internal/door.ts";
import { log } from "../log.ts";
import type { GoingAsk } from "./leave.ts";
import { momentsOf } from "./moments.ts";
import { occupied } from "./occupied.ts";
import { GOING_PATH } from "./paths.ts";

/** `awayMs`: in so many ms there will be a server again, as far as anyone can tell. */
const SendAway = v.object({ awayMs: v.pipe(v.number(), v.minValue(0), v.maxValue(60_000)) });
export type SendAway = v.InferOutput<typeof SendAway>;

/** A socket that was closed is gone when its other end has said so. Ending the process before would cut off what is on its way to it. */
const GONE_WITHIN_MS = 1_000;
const LOOK_EVERY_MS = 20;

/** How the Worker reaches an object. */
type FetchObject = (party: OpenParty, name: string, request: Request) => Promise<Response>;

/** In so many ms there will be a server again; null: this one does not go. */
let goesForMs: number | null = null;

/**
 * Closes the sockets of all objects of this isolate, and tells each device when to come back. From here on nobody is let in. Answers when
 * all are gone, or have had the time for it. `request` is one of ours.
 */
export async function sendAway(
  request: Request,
  { INTERNAL_SECRET }: Env,
  fetchObject: FetchObject,
): Promise<Response> {
  const { awayMs } = v.parse(SendAway, await request.json());
  goesForMs = awayMs;
  const ask = ({ party, name }: Place, what: GoingAsk) => {
    const asked = internalRequest(JSON.stringify(what), INTERNAL_SECRET, GOING_PATH);
    return sessionsIn(fetchObject(party, name, asked));
  };
  const places = await Promise.all(
    occupied.all().map(async (place) => ({ place, here: await ask(place, { do: "count" }) })),
  );
  const moments = momentsOf(
    places.flatMap(({ here }) => here),
    awayMs,
  );
  await Promise.all(
    places.map(({ place, here }) => {
      const own = here.map((session) => [session, moments.get(session) ?? awayMs]);
      return ask(place, { do: "leave", moments: Object.fromEntries(own) });
    }),
  );
  const until = Date.now() + GONE_WITHIN_MS;
  while (occupied.all().length > 0 && Date.now() < until) await pause(LOOK_EVERY_MS);
  log.fact("server.goes", { devices: moments.size, objects: places.length });
  return new Response(null, { status: 204 });
}

type Place = ReturnType<typeof occupied.all>[number];

/** What anyone hears who comes to this server while it goes; null: it does not. */
export function refuseWhileGoing(request: Request, env: Env): Response | null {
  if (goesForMs === null) return null;
  if (request.headers.get("upgrade") === null) {
    const answer = problem(refusal("unavailable", goesForMs));
    secure(answer.headers, isOverTls(request.url, env.ORIGINS));
    return answer;
  }
  const answer = emptyAnswer(503, request, env);
  answer.headers.set("Retry-After", String(Math.ceil(goesForMs / 1_000)));
  return answer;
}

async function sessionsIn(asked: Promise<Response>): Promise<string[]> {
  try {
    const answer = await asked;
    return answer.ok ? v.parse(v.array(v.string()), await answer.json()) : [];
  } catch {
    // An object that cannot be reached has nobody who could be told.
    return [];
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
