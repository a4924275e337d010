import * as fc from "fast-check";
import { LATER, NEVER, type Fate } from "./fake-server.test-kit.ts";

export const TABS = 2;
export const FATES: readonly Fate[] = [
  "done",
  "done",
  "answer_lost",
  "never_arrives",
  LATER,
  NEVER,
];

/** What may happen to somebody with two tabs of one room. */
export const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("write"), tab: fc.nat(TABS - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("retry"), tab: fc.nat(TABS - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("discard"), tab: fc.nat(TABS - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reload"), tab: fc.nat(TABS - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("die"), tab: fc.nat(TABS - 1) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("fate"), n: fc.nat(FATES.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cut") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("others") }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.nat(4_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose storage"), keeps: fc.nat(6) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("network"),
      sockets: fc.constantFrom("pass" as const, "refused" as const, "deaf" as const),
    }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
/** One tab showed texts as said and let them go; the room lost them; the other tab still had them, and nobody sent them. */
export const LOST_BEHIND_ANOTHER_TAB: Step[] = [
  { do: "die", tab: 1 },
  { do: "write", tab: 1 },
  { do: "network", sockets: "deaf" },
  { do: "cut" },
  { do: "wait", ms: 3_482 },
  { do: "wait", ms: 2_309 },
  { do: "fate", n: 3 },
  { do: "wait", ms: 3_931 },
  { do: "fate", n: 0 },
  { do: "write", tab: 0 },
  { do: "restart" },
  { do: "wait", ms: 3_032 },
  { do: "write", tab: 1 },
  { do: "restart" },
  { do: "die", tab: 1 },
  { do: "write", tab: 0 },
  { do: "wait", ms: 1_546 },
  { do: "lose storage", keeps: 4 },
];
