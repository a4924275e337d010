import * as v from "valibot";
import { refusal } from "#protocol/refusals.ts";
import type { OpenParty } from "../admission.ts";
import { isOverTls, secure } from "../answer-headers.ts";
import { problem } from "../api/problem.ts";
import { emptyAnswer } from "../empty-answer.ts";
import type { Env } from "../env.ts";
import { internalRequest } from "../internal/door.ts";
import { log } from "../log.ts";
import { front } from "../meter/front.ts";
import { meterOverFetch, type FetchMeter } from "../meter/meter-over-fetch.ts";
import type { GoingAsk } from "./leave.ts";
import { momentsOf } from "./moments.ts";
import { occupied } from "./occupied.ts";
import { GOING_PATH } from "./paths.ts";
import { untilGone } from "./until-gone.ts";

/** `awayMs`: in so many ms there will be a server again, as far as anyone can tell. */
const SendAway = v.object({ awayMs: v.pipe(v.number(), v.minValue(0), v.maxValue(60_000)) });
export type SendAway = v.InferOutput<typeof SendAway>;

/** `everyMs`: over so long all of them will be coming back; 0: nobody was there. */
export const SentAway = v.object({ everyMs: v.pipe(v.number(), v.minValue(0)) });
export type SentAway = v.InferOutput<typeof SentAway>;

/** How the Worker reaches an object. */
type FetchObject = (party: OpenParty, name: string, request: Request) => Promise<Response>;

/** In so many ms there will be a server again; null: this one does not go. */
let goesForMs: number | null = null;

/**
 * Closes the sockets of all objects of this isolate, and tells each device when to come back. From here on nobody is let in. Then what was
 * counted is stored, which a process that ends would take along. `request` is one of ours; the answer is `SentAway`.
 */
export async function sendAway(
  request: Request,
  { INTERNAL_SECRET }: Env,
  { fetchObject, fetchMeter }: { fetchObject: FetchObject; fetchMeter: FetchMeter },
): Promise<Response> {
  const { awayMs } = v.parse(SendAway, await request.json());
  goesForMs = awayMs;
  const places = placesOf(occupied.all());
  const moments = momentsOf(
    places.flatMap(({ sessions }) => [...sessions]),
    awayMs,
  );
  const askAll = (what: (place: Place) => GoingAsk) =>
    Promise.all(
      places.map(async (place) => {
        const asked = internalRequest(JSON.stringify(what(place)), INTERNAL_SECRET, GOING_PATH);
        // An object that cannot be reached has nobody who could be told, and nothing to hand over.
        await fetchObject(place.party, place.name, asked).catch(() => null);
      }),
    );
  await askAll(({ sessions }) => {
    const own = [...sessions].map((session) => [session, moments.inMs.get(session) ?? awayMs]);
    return { do: "leave", moments: Object.fromEntries(own), everyMs: moments.everyMs };
  });
  await untilGone({ left: () => occupied.count(), now: () => Date.now(), pause });
  log.fact("server.goes", {
    devices: moments.inMs.size,
    objects: places.length,
    left: occupied.count(),
  });
  await askAll(() => ({ do: "hand over" }));
  const meter = meterOverFetch(fetchMeter, INTERNAL_SECRET);
  await front.hand(async (delta) => (await meter.take(delta)).ok);
  await meter.store();
  return Response.json({ everyMs: moments.everyMs } satisfies SentAway);
}

/** An object, and the sessions that sit there. */
type Place = { party: OpenParty; name: string; sessions: Set<string> };

function placesOf(seats: ReturnType<typeof occupied.all>): Place[] {
  const places = new Map<string, Place>();
  for (const { party, name, session } of seats) {
    const key = `${party}/${name}`;
    const place = places.get(key) ?? { party, name, sessions: new Set() };
    place.sessions.add(session);
    places.set(key, place);
  }
  return [...places.values()];
}

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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
