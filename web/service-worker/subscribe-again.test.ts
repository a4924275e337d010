import { expect, test, vi } from "vitest";
import { subscribeAgain } from "./subscribe-again.ts";

const KEY = new Uint8Array([4, 1, 2]).buffer;
const KEYS = { p256dh: "B".repeat(87), auth: "A".repeat(22) };
const at = (endpoint: string) => ({
  endpoint,
  options: { applicationServerKey: KEY, userVisibleOnly: true },
  toJSON: () => ({ endpoint, keys: KEYS }),
});
const [FORMER, NEXT] = [at("https://push.example.com/1"), at("https://push.example.com/2")];

async function heardAfter(
  change: Parameters<typeof subscribeAgain>[0],
  has: typeof NEXT | null = null,
) {
  const moved = vi.fn(() => Promise.resolve(true));
  const subscribe = vi.fn(() => Promise.resolve(NEXT));
  await subscribeAgain(change, { getSubscription: async () => has, subscribe }, { moved });
  return { told: moved.mock.calls, asked: subscribe.mock.calls };
}
const TOLD = [{ endpoint: NEXT.endpoint, keys: KEYS }, FORMER.endpoint];

test("the server learns where this device has moved, and from where", async () => {
  const { told, asked } = await heardAfter({ oldSubscription: FORMER, newSubscription: NEXT });
  expect(told).toEqual([TOLD]);
  expect(asked).toEqual([]);
});

test("what was only ended is made anew, by the key of before", async () => {
  const { told, asked } = await heardAfter({ oldSubscription: FORMER });
  expect(asked).toEqual([[{ userVisibleOnly: true, applicationServerKey: KEY }]]);
  expect(told).toEqual([TOLD]);
});

test("a browser that names neither is asked what there is", async () => {
  expect((await heardAfter({}, NEXT)).told).toEqual([[TOLD[0], null]]);
  expect(await heardAfter({})).toEqual({ told: [], asked: [] });
});
