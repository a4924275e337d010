import { Hono } from "hono";
import { isReachable } from "#db/client.ts";
import type { RoomId } from "#protocol/ids.ts";
import { log } from "../log.ts";
import type { Rooms } from "../rooms.ts";
import { watcherOnly } from "./doors.ts";
import type { ApiEnv } from "./world.ts";

/** Nobody can create it: clients make the ids of rooms, and those are UUIDs. So it is always empty. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is path-safe, which is all that a room's id has to be
const PROBED_ROOM = "health" as RoomId;
/** Whoever watches asks again soon, and what takes longer is no use to anybody. */
const PATIENCE_MS = 3_000;

/**
 * Whether this server works. As it is it wakes nobody and asks nothing; with `?deep` it goes where a sign-in and a message go, so that
 * is for those alone who may see the figures (docs/operations.md).
 */
export const healthRoutes = new Hono<ApiEnv>().get(
  "/health",
  async (c, next) => (c.req.query("deep") === undefined ? c.json({ ok: true }, 200) : next()),
  watcherOnly,
  async (c) => {
    const { database, rooms, limits, now } = c.env.world;
    const [read, room, stored] = await Promise.all([
      probe(now, () => isReachable(database)),
      probe(now, () => doesAnswer(rooms)),
      probe(now, () => limits.canStore()),
    ]);
    const parts = { database: read, room, storage: stored };
    const failed = Object.entries(parts).filter(([, { ok }]) => !ok);
    for (const [part, { ms }] of failed) log.alarm("health.failed", { part, ms });
    const ok = failed.length === 0;
    return c.json({ ok, parts }, ok ? 200 : 503);
  },
);

type Probed = { ok: boolean; ms: number };

async function probe(now: () => number, works: () => Promise<boolean>): Promise<Probed> {
  const began = now();
  const ok = await Promise.race([works().catch(() => false), late()]);
  return { ok, ms: now() - began };
}

function late(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE_MS));
}

/** That it does not exist is an answer, too: it has woken, and has looked into its storage. */
async function doesAnswer(rooms: Rooms): Promise<boolean> {
  const answer = await rooms.upkeep(PROBED_ROOM, { do: "status" });
  return answer.ok || answer.refusal.code !== "unavailable";
}
