import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { isFinalClose, CLOSE } from "./close-codes.ts";
import { CommandId, RoomId, timeOfId, uuid7 } from "./ids.ts";
import { refusal } from "./refusals.ts";

describe("an id of one's own making", () => {
  it("says when it was made, and is one of its kind", () => {
    const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), bytes, (now, random) => {
        const id = uuid7(now, random);
        expect(v.is(CommandId, id)).toBe(true);
        expect(timeOfId(id)).toBe(now);
      }),
    );
  });

  it("sorts by time", () => {
    const random = new Uint8Array(10);
    expect(uuid7(999, random) < uuid7(1_000, random)).toBe(true);
  });
});

it.each(["a b", "", "x".repeat(65), "a/b", "a%20b", "ü", "a.b"])("%j names no room", (name) => {
  expect(v.is(RoomId, name)).toBe(false);
});

it("coming back is no use after a final close, and is after any other", () => {
  expect([CLOSE.notMember, CLOSE.noSuchRoom, CLOSE.version].every(isFinalClose)).toBe(true);
  expect(
    [1000, 1001, 1006, 1011, CLOSE.session, CLOSE.tooSlow, CLOSE.tooMany].some(isFinalClose),
  ).toBe(false);
});

it("a refusal says whether waiting helps, and how long", () => {
  expect(refusal("not_member")).toEqual({ code: "not_member", retryable: false });
  expect(refusal("rate_limited", 500)).toEqual({
    code: "rate_limited",
    retryable: true,
    retryAfterMs: 500,
  });
});
