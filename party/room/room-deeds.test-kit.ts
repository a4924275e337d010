import * as fc from "fast-check";
import type { ImportEntry } from "#protocol/commands.ts";
import { person, type RoomBench } from "../../test/fakes/room-bench.ts";
import type { Author } from "../rooms.ts";

export const people = [person("Ann", "owner"), person("Bob"), person("Cid")] as const;
const who = fc.nat(people.length - 1);

/** What may be done to a room. `nth` chooses among what was accepted before. */
export const Deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("post" as const),
      who,
      ageDays: fc.constantFrom(0, 0, 0, 6, 8),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("change" as const),
      who,
      nth: fc.nat(),
      what: fc.constantFrom(
        "edit",
        "edit",
        "edit stale",
        "delete",
        "react",
        "react",
        "unreact",
        "pin",
        "unpin",
        "reply",
        "say under",
        "say under",
      ),
      emoji: fc.constantFrom("👍", "🎉"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("repeat" as const), nth: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reuse" as const), nth: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("join" as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("invite" as const, "invite" as const, "uninvite" as const),
      who,
      whom: who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("mention" as const), who, whom: who }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("import" as const),
      from: fc.nat(12),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sleep" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("resume" as const),
      who,
      back: fc.integer({ min: -2, max: 9 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("snapshot" as const) }) },
);
export type Deed = typeof Deed extends fc.Arbitrary<infer D> ? D : never;

export function authorAt(nth: number): Author {
  return people[nth] ?? people[0];
}

const LONG_AGO = Date.UTC(2004, 11, 25);
const KNOWN = new Map<number, ImportEntry>();

/** The same entry for the same place in the old log, whoever asks. */
export function entryAt(bench: RoomBench, place: number): ImportEntry {
  const at = LONG_AGO + place * 60_000;
  const by = authorAt(1).person;
  const fact = { id: bench.id(at), at, by, name: "bob" };
  const entry: ImportEntry =
    place % 3 === 0
      ? { type: "member.renamed", ...fact, to: "bob_" }
      : { type: "message.posted", ...fact, body: `line ${place}` };
  const known = KNOWN.get(place) ?? entry;
  KNOWN.set(place, known);
  return known;
}
