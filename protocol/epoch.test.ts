import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochRank, newEpoch } from "./epoch.ts";

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
const moment = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe("an epoch", () => {
  it("ranks above the one it follows, whatever the clock says", () => {
    fc.assert(
      fc.property(moment, random, moment, random, (then, one, now, other) => {
        const before = newEpoch(then, one, null);
        expect(epochRank(newEpoch(now, other, before)) > epochRank(before)).toBe(true);
      }),
    );
  });

  it("ranks above any from before epochs had an order, which rank alike", () => {
    const old = [
      "5cbb8a3e-5b0d-4c9e-9c43-f6a1f6f0aa11",
      "f0000000-0000-4000-8000-000000000000",
      "",
    ];
    expect(old.map(epochRank)).toEqual(["", "", ""]);
    fc.assert(
      fc.property(moment, random, fc.constantFrom(...old), (now, bytes, before) => {
        expect(epochRank(newEpoch(now, bytes, before)) > epochRank(before)).toBe(true);
      }),
    );
  });
});
