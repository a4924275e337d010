import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startApi, type TestApi } from "../../test/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.reset();
  await api.found();
});
afterAll(() => api.stop());

const KNOWN = "ann@example.org";
const UNKNOWN = "nobody@example.org";

/** A good deal less than a real one, and more than this machine's moods. */
const HASH_MS = 100;

/** Takes the time of a hash and tells what it was asked to do, but for the salt. */
function watchedHasher() {
  const wishes: unknown[] = [];
  const fetch = async (request: Request) => {
    const { salt: _, ...wish } = (await request.json()) as { salt: string };
    wishes.push(wish);
    await pause(HASH_MS);
    return new Response(new Uint8Array(32));
  };
  return { wishes, fetch };
}

async function guess(email: string, hasher: ReturnType<typeof watchedHasher>): Promise<number> {
  await api.database.client.execute("delete from sign_in_attempts");
  const began = performance.now();
  const heard = await api.ask("POST", "/api/session", {
    body: { email, password: "not the password" },
    world: { env: { ...api.env, HASHER: hasher } },
  });
  expect(heard.status).toBe(401);
  return performance.now() - began;
}

test("an unknown address makes the same work as a known one", async () => {
  const [known, unknown] = [watchedHasher(), watchedHasher()];
  await guess(KNOWN, known);
  await guess(UNKNOWN, unknown);
  expect(known.wishes).toHaveLength(1);
  expect(unknown.wishes).toEqual(known.wishes);
});

test("no watch tells a known address from an unknown one", async () => {
  const hasher = watchedHasher();
  const known: number[] = [];
  const unknown: number[] = [];
  // In turns, and each the first as often as the second: whatever else this machine does, it does to both.
  for (let round = 0; round < 6; round += 1) {
    known.push(await guess(KNOWN, hasher));
    unknown.push(await guess(UNKNOWN, hasher), await guess(UNKNOWN, hasher));
    known.push(await guess(KNOWN, hasher));
  }
  // Noise only adds, so the quickest of twelve tells what the work itself takes. A hash left out shows as a whole hash.
  const difference = Math.min(...known) - Math.min(...unknown);
  expect(Math.abs(difference)).toBeLessThan(HASH_MS / 2);
});
