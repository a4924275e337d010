import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publicPushKey } from "#party/push/vapid.ts";
import { readEnv } from "#party/env.ts";
import { pushed } from "../pushed.ts";
import { startPushService, type PushService } from "../push-service.ts";
import { newBindings } from "../secrets.ts";
import { startWorker } from "./one-worker.ts";

/** The sender in the runtime that it is for, and nothing else. */
const WORKER = `
  import { readEnv } from "#party/env.ts";
  import { pushBy } from "#party/push/web-push.ts";
  export default {
    async fetch(request, bindings) {
      const { subscription, message } = await request.json();
      const sender = pushBy(readEnv(bindings), { now: () => Date.now(), timeoutMs: 500 });
      const manner = { ttlSeconds: 60, topic: "t", urgency: "high" };
      return Response.json(await sender.send(subscription, message, manner));
    },
  };`;

const bindings = {
  ...newBindings("http://127.0.0.1:9"),
  ORIGINS: "http://localhost:1999",
  PUSH_LOOPBACK: "allowed",
};

let service: PushService;
let workerd: Miniflare;
beforeAll(async () => {
  service = await startPushService();
  workerd = await startWorker(WORKER, { bindings });
});
afterAll(async () => {
  await workerd.dispose();
  await service.stop();
});

async function send(subscription: object, body = "hello"): Promise<unknown> {
  const asked = { method: "POST", body: JSON.stringify({ subscription, message: pushed(body) }) };
  return (await workerd.dispatchFetch("http://worker/", asked)).json();
}

test("a message from workerd is opened by another library, and its sender is known", async () => {
  service.answerWith();
  const key = publicPushKey(readEnv(bindings)) ?? "";
  expect(await send(service.subscribe(key), "Hello 👋 مرحبا")).toBe("sent");
  const [got] = service.received;
  expect(JSON.parse(got?.text ?? "")).toEqual(pushed("Hello 👋 مرحبا"));
  expect(got).toMatchObject({ ttl: "60", urgency: "high", senderKey: key, bytes: 4_096 });
});

test.each([
  [{ status: 410 }, "gone"],
  [{ status: 429, retryAfter: "30" }, { retryAfterMs: 30_000 }],
  ["redirects", "refused"],
  ["hangs", { retryAfterMs: 10_000 }],
  ["endless", "sent"],
] as const)("in workerd too, %j means %j", async (answer, outcome) => {
  service.answerWith(answer);
  const before = service.asked();
  expect(await send(service.subscribe())).toEqual(outcome);
  expect(service.asked()).toBe(before + 1);
});

test("workerd finds out a point that is on no curve", async () => {
  const { endpoint, keys } = service.subscribe();
  const before = service.asked();
  const forged = { endpoint, keys: { ...keys, p256dh: `BA${"A".repeat(85)}` } };
  expect(await send(forged)).toBe("refused");
  expect(service.asked()).toBe(before);
});
