import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeUp } from "./decode-up.ts";
import { decodeDown, parseJson } from "./decode.ts";
import { MAX_FRAME_BYTES, MAX_JSON_KEYS } from "./limits.ts";

const ID = "01a20643-bd22-7bf6-90b5-39b710c2f8f8";

describe("the room's door", () => {
  it("takes what the protocol says", () => {
    const post = { t: "command", command: { type: "message.post", id: ID, body: "hi" } };
    expect(decodeUp(JSON.stringify(post))).toEqual({ ok: true, value: post });
  });

  it("names the command that it refuses, as far as it can be read", () => {
    const post = { t: "command", command: { type: "message.post", id: ID, body: 7 } };
    expect(decodeUp(JSON.stringify(post))).toEqual({ ok: false, code: "malformed", id: ID });
  });

  it("counts bytes, not characters", () => {
    const body = "語".repeat(MAX_FRAME_BYTES / 3 + 1);
    expect(decodeUp(JSON.stringify(body))).toMatchObject({ code: "frame_too_large" });
  });

  it("refuses objects with very many keys", () => {
    const keys = Object.fromEntries(
      Array.from({ length: MAX_JSON_KEYS + 1 }, (_, i) => [`k${i}`, i]),
    );
    expect(decodeUp(JSON.stringify({ t: "ping", ...keys }))).toMatchObject({ code: "malformed" });
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.jsonValue(), fc.uint8Array()), (raw) => {
        expect(decodeUp(raw)).toHaveProperty("ok");
        decodeDown(raw);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the client's door", () => {
  it("ignores fields that a newer server adds", () => {
    expect(decodeDown('[{"t":"pong","head":3,"mood":"fine"}]')).toEqual([{ t: "pong", head: 3 }]);
  });

  it("understands kinds that it knows beside a kind that it does not", () => {
    expect(decodeDown('[{"t":"fireworks"},{"t":"pong","head":3}]')).toEqual([
      { t: "pong", head: 3 },
    ]);
  });

  it.each([
    [true, "unavailable"],
    [false, "malformed"],
  ] as const)(
    "takes a refusal for a reason that it does not know as one that %s may go well later",
    (retryable, code) => {
      const refused = { t: "refused", id: ID, code: "moon_is_wrong", retryable, retryAfterMs: 7 };
      expect(decodeDown(JSON.stringify([refused]))).toEqual([{ ...refused, code }]);
    },
  );

  it("does not pass over an event that it cannot apply", () => {
    const event = { type: "room.exploded", seq: 1, id: ID, at: 1, by: "ann", name: "Ann" };
    expect(decodeDown(JSON.stringify([{ t: "events", events: [event] }]))).toBeNull();
  });

  it.each([[new ArrayBuffer(3)], ["{"], ['{"t":"pong","head":3}'], ['[{"t":"pong","head":-1}]']])(
    "does not guess at %s",
    (raw) => {
      expect(decodeDown(raw)).toBeNull();
    },
  );
});

it("a text that is no JSON is nothing", () => {
  expect(parseJson("no")).toBeUndefined();
});
