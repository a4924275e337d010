import { failure } from "../answer.ts";
import type { PushBrowser, Subscribed } from "./push-browser.ts";
import { createPush, type Push, type PushDoor } from "./push-state.ts";
import type { PushWish } from "./push-wish.ts";

/** A browser, a server and what this device remembers, as a test wants them. */
export type FakePush = {
  push: Push;
  ability: Awaited<ReturnType<PushBrowser["ability"]>>;
  permission: NotificationPermission;
  /** What the person answers when the browser asks. */
  answers: NotificationPermission;
  /** What this browser has; null: nothing. */
  has: string | null;
  /** Whether its maker's service answers. */
  canSubscribe: boolean;
  /** The community's key; null: it sends none. */
  key: string | null;
  /** The server answers when this does. */
  slowness: Promise<void>;
  /** How often it was asked for the key. */
  asked: number;
  isOnline: boolean;
  /** Who has turned it on here. */
  wisher: string | null;
  /** All that was done, in order. */
  did: string[];
  changePermission(to: NotificationPermission): void;
  /** Another tab has turned it on for this one, or off. */
  wishElsewhere(who: string | null): void;
};

export function fakePush(language: "en" | "de" | "ar" = "en"): FakePush {
  let changed = () => {};
  let wishChanged = () => {};
  let made = 0;
  let keyOfIt = "key-1";

  const browser: PushBrowser = {
    ability: async () => fake.ability,
    permission: () => fake.permission,
    askPermission: async () => {
      fake.did.push("ask the person");
      const isOther = fake.permission !== fake.answers;
      fake.permission = fake.answers;
      // Browsers tell of it before they answer.
      if (isOther) changed();
      return fake.permission;
    },
    onPermissionChange: (call) => {
      changed = call;
    },
    subscription: async () => (fake.has === null ? null : subscription(fake.has)),
    subscribe: async (key) => {
      if (!fake.canSubscribe) return null;
      made += 1;
      keyOfIt = key;
      fake.has = `made-${made}`;
      fake.did.push(`browser: ${fake.has} by ${key}`);
      return subscription(fake.has);
    },
    show: async (message) => {
      fake.did.push(message.kind === "close" ? "close" : `show: ${message.notification.title}`);
    },
  };
  const subscription = (endpoint: string): Subscribed => ({
    keys: { endpoint, keys: { p256dh: "p", auth: "a" } },
    key: keyOfIt,
    end: async () => {
      fake.did.push(`browser: end ${endpoint}`);
      fake.has = null;
    },
  });
  const done = (what: string) => {
    if (!fake.isOnline) return failure("offline");
    fake.did.push(`server: ${what}`);
    return { ok: true, value: null } as const;
  };
  const door: PushDoor = {
    key: async () => {
      fake.asked += 1;
      await fake.slowness;
      return fake.isOnline ? { ok: true, value: { key: fake.key } } : failure("offline");
    },
    subscribe: async ({ endpoint }, language) => done(`${endpoint} in ${language}`),
    unsubscribe: async (endpoint) => done(`forget ${endpoint}`),
    test: async () => done("test"),
  };
  const wish: PushWish = {
    who: () => fake.wisher,
    keep: (person) => {
      fake.wisher = person;
    },
    onChange: (call) => {
      wishChanged = call;
    },
  };
  const fake: FakePush = {
    push: createPush({
      browser,
      door,
      wish,
      language: () => language,
      origin: () => "https://chat.example.org",
    }),
    ability: "able",
    permission: "default",
    answers: "granted",
    has: null,
    canSubscribe: true,
    key: "key-1",
    slowness: Promise.resolve(),
    asked: 0,
    isOnline: true,
    wisher: null,
    did: [],
    changePermission: (to) => {
      fake.permission = to;
      changed();
    },
    wishElsewhere: (who) => {
      fake.wisher = who;
      wishChanged();
    },
  };
  return fake;
}
