import type { Known } from "./known-objects.ts";
import { PARTIES, type Party } from "./series.ts";
import { noneStored, type StoredByParty } from "./stored-sizes.ts";
import { sum } from "./sum.ts";
import type { Counts } from "./tally.ts";

/** An object that has done nothing for so long sleeps, or soon will. */
const AWAKE_FOR_MS = 60_000;

/** All that there is to see at a moment. */
export type Figures = {
  counts: Counts;
  /** By party: sockets, and objects that have done something within the last minute. */
  connections: Record<Party, number>;
  awake: Record<Party, number>;
  /** Of the room that is furthest behind. */
  archiveLagSeconds: number;
  /** Most at once in one process of the front, lately. */
  hashesWaiting: number;
  /** By party, of all objects that have ever said so. */
  stored: StoredByParty;
};

/** `known`: those who have handed over within the last minutes. */
export function figuresOf(
  counts: Counts,
  known: readonly Known[],
  now: number,
  stored = noneStored(),
): Figures {
  const awake = known.filter(({ at }) => now - at < AWAKE_FOR_MS);
  const since = known.flatMap(({ archiveSince }) => archiveSince ?? []);
  return {
    counts,
    connections: byParty((party) => sum(known.filter(isOf(party)).map((each) => each.connections))),
    awake: byParty((party) => awake.filter(isOf(party)).length),
    archiveLagSeconds: Math.max(0, ...since.map((at) => (now - at) / 1_000)),
    hashesWaiting: Math.max(0, ...awake.map((each) => each.hashesWaiting)),
    stored,
  };
}

function isOf(party: Party): (known: Known) => boolean {
  return (known) => known.party === party;
}

function byParty(figure: (party: Party) => number): Record<Party, number> {
  const [room, inbox, note, worker] = PARTIES.map(figure);
  return { room: room ?? 0, inbox: inbox ?? 0, note: note ?? 0, worker: worker ?? 0 };
}
