import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";
import { newBindings } from "../../test/secrets.ts";
import { pushed } from "../../test/pushed.ts";
import { startPushService, type PushService } from "../../test/push-service.ts";
import { readEnv } from "../env.ts";
import type { PushManner } from "./push-sender.ts";
import { publicPushKey, Vapid } from "./vapid.ts";
import { pushBy } from "./web-push.ts";

const NOW = Date.now();
const MANNER: PushManner = { ttlSeconds: 90, topic: "kitchen/7", urgency: "high" };
const bindings = {
  ...newBindings("http://127.0.0.1:9"),
  ORIGINS: "http://localhost:1999",
  PUSH_LOOPBACK: "allowed",
  PUSH_SUBJECT: "mailto:chat@example.org",
};
const env = readEnv(bindings);
const OWN_KEY = publicPushKey(env) ?? "";

let service: PushService;
beforeAll(async () => {
  service = await startPushService();
});
beforeEach(() => service.answerWith());
afterAll(() => service.stop());

const sender = (changes: Record<string, unknown> = {}, timeoutMs?: number) => {
  const deps = { now: () => NOW, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const made = pushBy(readEnv({ ...bindings, ...changes }), deps);
  if (!made) throw new Error("push is off");
  return made;
};

describe("a message", () => {
  it("arrives as it was said, sealed for one browser and signed by this community", async () => {
    const browser = service.subscribe(OWN_KEY);
    const message = pushed("Hello 👋 مرحبا\nwith two lines");
    expect(await sender().send(browser, message, MANNER)).toBe("sent");
    const got = service.received.at(-1);
    expect(JSON.parse(got?.text ?? "")).toEqual(message);
    expect(got).toMatchObject({
      endpoint: browser.endpoint,
      ttl: "90",
      urgency: "high",
      senderKey: OWN_KEY,
      sender: { aud: service.origin, sub: "mailto:chat@example.org" },
    });
  });

  it("is of one length on the line, whatever it says, and as long as it may be", async () => {
    for (const body of ["", "a", "a".repeat(1_000), "👩‍👩‍👧‍👦".repeat(2_000)])
      expect(await sender().send(service.subscribe(), pushed(body), MANNER)).toBe("sent");
    expect(new Set(service.received.slice(-4).map(({ bytes }) => bytes))).toEqual(new Set([4_096]));
  });

  it("takes the place of one of its topic, without telling the service what that is", async () => {
    const browser = service.subscribe();
    await sender().send(browser, pushed("one"), MANNER);
    await sender().send(browser, pushed("two"), MANNER);
    await sender().send(browser, pushed("three"), { ...MANNER, topic: "kitchen/8" });
    const [one, two, three] = service.received.slice(-3).map(({ topic }) => topic);
    expect(one).toMatch(/^[\w-]{32}$/);
    expect(two).toBe(one);
    expect(three).not.toBe(one);
  });

  it.each([
    [0, "0"],
    [-3, "0"],
    [12.9, "12"],
  ])("that is good for %d seconds says %s", async (ttlSeconds, said) => {
    await sender().send(service.subscribe(), pushed("now or never"), {
      ttlSeconds,
      urgency: "normal",
    });
    expect(service.received.at(-1)).toMatchObject({ ttl: said, topic: undefined });
  });
});

test("who is answerable is whom the operator names, or else the published address", async () => {
  const { PUSH_KEY } = env;
  if (!PUSH_KEY) throw new Error("there is no key");
  const claims = async (changes: object) => {
    const vapid = new Vapid({ ...env, PUSH_KEY, PUSH_SUBJECT: undefined, ...changes });
    return decodeJwt((await vapid.authorization("https://push.example.com/x", NOW)).slice(8));
  };
  const ORIGINS = ["http://localhost:1", "https://chat.example.org"];
  expect(await claims({ ORIGINS })).toEqual({
    aud: "https://push.example.com",
    exp: Math.floor(NOW / 1_000) + 43_200,
    sub: "https://chat.example.org",
  });
  expect(await claims({ ORIGINS: ["http://localhost:1"] })).toMatchObject({
    sub: "https://localhost",
  });
});

describe("the service's answer", () => {
  it.each([
    [{ status: 200 }, "sent"],
    [{ status: 202 }, "sent"],
    [{ status: 404 }, "gone"],
    [{ status: 410 }, "gone"],
    [{ status: 400 }, "refused"],
    [{ status: 403 }, "refused"],
    [{ status: 413 }, "refused"],
    [{ status: 429, retryAfter: "120" }, { retryAfterMs: 120_000 }],
    [{ status: 429 }, { retryAfterMs: 10_000 }],
    [{ status: 500 }, { retryAfterMs: 10_000 }],
    [{ status: 503, retryAfter: "7" }, { retryAfterMs: 7_000 }],
    ["endless", "sent"],
  ] as const)("%j means %j", async (answer, outcome) => {
    service.answerWith(answer);
    expect(await sender().send(service.subscribe(), pushed("hello"), MANNER)).toEqual(outcome);
  });

  it("leads nowhere else", async () => {
    service.answerWith("redirects");
    const before = service.asked();
    expect(await sender().send(service.subscribe(), pushed("hello"), MANNER)).toBe("refused");
    expect(service.asked()).toBe(before + 1);
  });

  it("is not waited for without end", async () => {
    service.answerWith("hangs");
    const outcome = await sender({}, 50).send(service.subscribe(), pushed("hello"), MANNER);
    expect(outcome).toEqual({ retryAfterMs: 10_000 });
  });

  it("may be none at all", async () => {
    const { keys } = service.subscribe();
    const nobody = { endpoint: "http://127.0.0.1:9/push", keys };
    expect(await sender().send(nobody, pushed("hello"), MANNER)).toEqual({ retryAfterMs: 10_000 });
  });
});

describe("what is not right", () => {
  it.each([
    ["a key of another length", { p256dh: "B".repeat(86) }],
    ["a point that is on no curve", { p256dh: `BA${"A".repeat(85)}` }],
    ["a compressed point's first byte", { p256dh: `Ag${"A".repeat(85)}` }],
    ["a secret that is too short", { auth: "AAAA" }],
    ["no base64url", { auth: "****" }],
  ])("sends nothing: %s", async (_, wrong) => {
    const { endpoint, keys } = service.subscribe();
    const before = service.asked();
    const forged = { endpoint, keys: { ...keys, ...wrong } };
    expect(await sender().send(forged, pushed("hello"), MANNER)).toBe("refused");
    expect(service.asked()).toBe(before);
  });

  it("is an address that may not be spoken to, whoever has let it in", async () => {
    const before = service.asked();
    const strict = sender({ PUSH_LOOPBACK: "" });
    expect(await strict.send(service.subscribe(), pushed("hello"), MANNER)).toBe("refused");
    expect(service.asked()).toBe(before);
  });

  it("is another community's key: the subscription is not of that one", async () => {
    const foreign = sender({ PUSH_KEY: newBindings("http://127.0.0.1:9")["PUSH_KEY"] });
    const browser = service.subscribe(OWN_KEY);
    expect(await foreign.send(browser, pushed("hello"), MANNER)).toBe("refused");
    expect(await sender().send(browser, pushed("hello"), MANNER)).toBe("sent");
  });

  it("is a key of ours that is none: the browsers' subscriptions are kept", async () => {
    const { PUSH_KEY } = env;
    const broken = sender({ PUSH_KEY: JSON.stringify({ ...PUSH_KEY, y: PUSH_KEY?.x }) });
    const outcome = await broken.send(service.subscribe(), pushed("hello"), MANNER);
    expect(outcome).toEqual({ retryAfterMs: 3_600_000 });
  });
});

test("closing is not said to Apple, which would end the subscription", async () => {
  const fetched = vi
    .spyOn(globalThis, "fetch")
    .mockResolvedValue(new Response(null, { status: 201 }));
  const { keys } = service.subscribe();
  const close = { kind: "close", tag: "kitchen/7" } as const;
  const at = (endpoint: string) => sender().send({ endpoint, keys }, close, MANNER);
  expect(await at("https://web.push.apple.com/abc")).toBe("sent");
  expect(fetched).not.toHaveBeenCalled();
  expect(await at("https://updates.push.services.mozilla.com/abc")).toBe("sent");
  expect(fetched).toHaveBeenCalledOnce();
  fetched.mockRestore();
});

test("without a key there is no sender, and browsers are told of no key", () => {
  const off = readEnv({ ...bindings, PUSH_KEY: undefined });
  expect(pushBy(off, { now: () => NOW })).toBeNull();
  expect(publicPushKey(off)).toBeNull();
});
