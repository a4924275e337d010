import * as v from "valibot";
import type { Answer } from "../answer.ts";
import { askApi } from "../api.ts";

/** By what counts: rooms, inboxes, notes, and processes of the front. */
const byParty = <Of extends v.GenericSchema>(of: Of) =>
  v.object({ room: of, inbox: of, note: of, worker: of });

const Step = v.object({
  /** ms since epoch. */
  start: v.number(),
  /** By name and labels, with a `|` between: `messages`, `refusals|room|rate_limited`, `command_seconds|0.005`. */
  counts: v.record(v.string(), v.number()),
  /** The most at once. */
  connections: v.number(),
  archiveLagSeconds: v.number(),
  /** Not in steps that an earlier version of the server has kept. */
  roomsAwake: v.exactOptional(v.number()),
  /** By rooms, inboxes and notes together, as far as their host tells. */
  storedBytes: v.exactOptional(v.number()),
});
/** What was counted within one step of the day. */
export type Step = v.InferOutput<typeof Step>;

const Figures = v.object({
  now: v.object({
    /** By the server's clock, in ms since epoch. */
    at: v.number(),
    connections: byParty(v.number()),
    awake: byParty(v.number()),
    archiveLagSeconds: v.number(),
    /** Of how many objects it is known what they take on disks, and how much that is. */
    stored: byParty(v.object({ bytes: v.number(), objects: v.number() })),
    /** null: the database does not tell. */
    databaseBytes: v.nullable(v.number()),
  }),
  stepMs: v.number(),
  /** Upper bounds of the buckets of `command_seconds`, rising. */
  secondsBounds: v.array(v.number()),
  steps: v.array(Step),
});
/** How the community is now, and its last day: the steps in which anything happened, the oldest first. */
export type Figures = v.InferOutput<typeof Figures>;

/** `since`: leaves out the steps that began before (ms since epoch). */
export function readFigures(since: number, signal: AbortSignal): Promise<Answer<Figures>> {
  const query = since > 0 ? `?since=${since}` : "";
  return askApi("GET", `/api/community/figures${query}`, Figures, undefined, { signal });
}
