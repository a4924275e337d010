import { expect, test } from "vitest";
import { systemClock } from "./hosts/system-clock.ts";
import { internalRequest } from "./internal/door.ts";
import { asNewRequest, asPartOf, requestId } from "./request-id.ts";

const UUID = /^[\da-f-]{36}$/;

test("what a request leads to knows it, however long it takes, and beside others", async () => {
  const ids = await Promise.all(
    [1, 2].map(() =>
      asNewRequest(async () => {
        const first = requestId();
        await Promise.resolve();
        await new Promise((resolve) => setTimeout(resolve, 0));
        return [first, requestId()];
      }),
    ),
  );
  const [[a, stillA] = [], [b, stillB] = []] = ids;
  expect([stillA, stillB]).toEqual([a, b]);
  expect(a).toMatch(UUID);
  expect(b).not.toBe(a);
  expect(requestId()).toBeNull();
});

test("it goes along to our own parts", () => {
  const [id, request] = asNewRequest(() => [requestId(), internalRequest("{}", "secret")] as const);
  expect(asPartOf(request, requestId)).toBe(id);
  expect(id).toMatch(UUID);
  // What a part does by itself, as in an alarm, is nobody's.
  expect(asPartOf(internalRequest("{}", "secret"), requestId)).toBeNull();
});

test("what is no id of ours is none", () => {
  const headers = new Headers({ "x-parley-request": "mine\t" });
  expect(asNewRequest(() => asPartOf({ headers }, requestId))).toBeNull();
});

test("what an object's timer does is for nobody in particular", async () => {
  const seen = await asNewRequest(
    () => new Promise((resolve) => void systemClock.after(0, () => resolve(requestId()))),
  );
  expect(seen).toBeNull();
});
