import { expect, test, vi } from "vitest";
import { MemoryStorage } from "../../test/fakes/memory-storage.ts";
import { NOON } from "../../test/words.ts";
import { answerTake } from "./answer-take.ts";
import { Buckets } from "./buckets.ts";
import { limitsOverFetch, type FetchLimits } from "./limits-over-fetch.ts";

const SECRET = "only the API knows";
const ONCE = { burst: 1, perSecond: 1 / 60 };

/** Both ends of the line between API and buckets, without a host between them. */
function connected(secret = SECRET) {
  const shards = new Map<string, Buckets>();
  const fetchLimits: FetchLimits = (shard, request) => {
    const buckets = shards.get(shard) ?? new Buckets(new MemoryStorage());
    shards.set(shard, buckets);
    return answerTake(request, SECRET, buckets, NOON);
  };
  return { limits: limitsOverFetch(fetchLimits, secret), shards };
}

test("what is taken in one request is missing in the next, for this name alone", async () => {
  const { limits, shards } = connected();
  expect(await limits.take("ann", ONCE)).toEqual({ ok: true });
  expect(await limits.take("ann", ONCE)).toEqual({ ok: false, waitMs: 60_000 });
  expect(await limits.take("ada", ONCE)).toEqual({ ok: true });
  expect(await limits.take("bob", ONCE)).toEqual({ ok: true });
  expect([...shards.keys()]).toEqual(["a", "b"]);
});

test("nobody else can empty a bucket", async () => {
  const buckets = new Buckets(new MemoryStorage());
  const body = JSON.stringify({ name: "ann", rate: ONCE });
  const request = new Request("https://limits.invalid/", { method: "POST", body });
  const refused = await answerTake(request, SECRET, buckets, NOON);
  expect([refused.status, await refused.text()]).toEqual([404, ""]);
  expect(await buckets.take("ann", ONCE, NOON)).toEqual({ ok: true });
});

test("when nobody can count, nobody is locked out, and the log tells", async () => {
  const told = vi.spyOn(console, "error").mockReturnValue();
  const unreachable = limitsOverFetch(() => Promise.reject(new Error("reset")), SECRET);
  expect(await unreachable.take("ann", ONCE)).toEqual({ ok: true });
  expect(await connected("a guess").limits.take("ann", ONCE)).toEqual({ ok: true });
  expect(JSON.stringify(told.mock.calls)).toContain("limits.failed");
  told.mockRestore();
});
