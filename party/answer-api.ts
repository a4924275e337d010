import { openDatabase } from "#db/client.ts";
import { app } from "./api/app.ts";
import { loadTokenKeys } from "./auth/token-keys.ts";
import { readEnv } from "./env.ts";
import { afterwards } from "./mail/afterwards.ts";
import { countedMailer } from "./meter/counted-ports.ts";
import { front } from "./meter/front.ts";
import { meterOverFetch, type FetchMeter } from "./meter/meter-over-fetch.ts";
import { mailerBy } from "./mail/http-mailer.ts";
import { limitsOverFetch, type FetchLimits } from "./limits/limits-over-fetch.ts";
import { inboxesOverFetch, type FetchInbox } from "./internal/inboxes-over-fetch.ts";
import { notesOverFetch, type FetchNote } from "./internal/notes-over-fetch.ts";
import { roomsOverFetch, type FetchRoom } from "./internal/rooms-over-fetch.ts";

/** The API, with the world of one request: libSQL clients must not outlive the request they were opened in. */
export async function answerApi(
  request: Request,
  rawEnv: unknown,
  reach: {
    room: FetchRoom;
    inbox: FetchInbox;
    note: FetchNote;
    limits: FetchLimits;
    meter: FetchMeter;
  },
  host: { waitUntil(work: Promise<unknown>): void },
): Promise<Response> {
  const env = readEnv(rawEnv);
  const meter = meterOverFetch(reach.meter, env.INTERNAL_SECRET);
  const world = {
    env,
    database: openDatabase(env),
    rooms: roomsOverFetch(reach.room, env.INTERNAL_SECRET),
    inboxes: inboxesOverFetch(reach.inbox, env.INTERNAL_SECRET),
    notes: notesOverFetch(reach.note, env.INTERNAL_SECRET),
    limits: limitsOverFetch(reach.limits, env.INTERNAL_SECRET),
    meter,
    counts: front.counts,
    keys: await loadTokenKeys(env),
    mailer: countedMailer(mailerBy(env), front.counts),
    later: (work: () => Promise<void>) => host.waitUntil(afterwards(work)),
    now: () => Date.now(),
  };
  const answer = await app.fetch(request, { world });
  host.waitUntil(front.settle(async (delta) => (await meter.take(delta)).ok));
  return answer;
}

export function isApiPath(pathname: string): boolean {
  return (
    pathname.startsWith("/api/") ||
    pathname.startsWith("/.well-known/") ||
    pathname === "/health" ||
    pathname === "/metrics"
  );
}
