import { createStore, type StoreApi } from "zustand/vanilla";
import { testPush } from "#protocol/push-compose.ts";
import type { PushLanguage, PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import type { Answer } from "../answer.ts";
import type { PushBrowser, Subscribed } from "./push-browser.ts";
import type { PushWish } from "./push-wish.ts";

/**
 * Whether this browser is told of news. `on`: also while nothing of Parley is open in it. `no_service` and `no_push`: while a page is, which
 * shows it (web/desktop/), because the community sends none, or the browser's maker has no service that answers. `needs_home_screen`: on
 * iPhone and iPad only a program on the Home Screen is told. `denied`: the person has said no to the browser, and only the browser takes
 * that back.
 */
export type PushAt =
  | "unknown"
  | "unsupported"
  | "needs_home_screen"
  | "no_service"
  | "no_push"
  | "denied"
  | "off"
  | "on";

/** `wrong`: why the last thing that was asked for did not happen. */
export type PushState = { at: PushAt; wrong: { says: string } | null };

/** Whether an open page shows what a push would: where there is none. */
export function isShownByPage(at: PushAt): boolean {
  return at === "no_service" || at === "no_push";
}

/** The server's half. */
export type PushDoor = {
  /** What browsers subscribe with; null: this community sends no notifications. */
  key(): Promise<Answer<{ key: string | null }>>;
  /** Again at each start, with the same: the server knows then that it is still true. */
  subscribe(subscription: PushSubscriptionKeys, language: PushLanguage): Promise<Answer<unknown>>;
  unsubscribe(endpoint: string): Promise<Answer<unknown>>;
  /** Sends a notification to this person's browsers. */
  test(): Promise<Answer<unknown>>;
};

export type Push = {
  store: StoreApi<PushState>;
  /** At each start, as `person`: what there is, and whether it is still true. */
  start(person: string): Promise<void>;
  /** By a press only: browsers ask nothing otherwise. */
  turnOn(): Promise<void>;
  turnOff(): Promise<void>;
  /** Whether it was sent; what was wrong is in the state. */
  test(): Promise<boolean>;
};

type PushDeps = {
  browser: PushBrowser;
  door: PushDoor;
  wish: PushWish;
  language: () => PushLanguage;
  /** Where this page has come from. */
  origin: () => string;
};

export function createPush({ browser, door, wish, language, origin }: PushDeps): Push {
  const store = createStore<PushState>(() => ({ at: "unknown", wrong: null }));
  let me: string | null = null;
  /** Answers that come after a later wish are nobody's. */
  let turn = 0;
  let isTurningOn = false;
  const look = () => {
    // What the person answers while they turn it on is taken up there.
    if (me !== null && !isTurningOn) void start(me);
  };
  browser.onPermissionChange(look);
  // Of all tabs the one that was used last shows what there is.
  wish.onChange(look);

  return {
    store,
    start,
    async turnOn() {
      isTurningOn = true;
      try {
        await turnOn();
      } finally {
        isTurningOn = false;
      }
    },
    turnOff,
    test,
  };

  async function start(person: string): Promise<void> {
    me = person;
    const mine = (turn += 1);
    const become = (at: PushAt) => {
      if (mine === turn) store.setState({ at, wrong: null });
    };
    const can = await browser.ability();
    if (can !== "able") return become(can);
    const found = await browser.subscription();
    // Of somebody else who was here before: what is meant for them is not shown to this one.
    const isMine = wish.who() === person;
    if (found && !isMine) await found.end();
    if (browser.permission() === "denied") return become("denied");
    if (!isMine || browser.permission() !== "granted") return become("off");
    // Shown as it was; whether it still is so is found out meanwhile.
    become("on");
    const renewed = await subscribed(found, mine);
    if (renewed.at !== "unheard") return become(renewed.at);
    // Where only the line is down, there is a next start; what nobody can push until then an open page shows.
    if (!found) become("no_push");
  }

  async function turnOn(): Promise<void> {
    const mine = (turn += 1);
    store.setState({ wrong: null });
    // First of all: after a question to the server, no browser would remember the press.
    const permission = await browser.askPermission();
    if (mine !== turn || me === null) return;
    if (permission !== "granted")
      return store.setState({ at: permission === "denied" ? "denied" : "off" });
    const done = await subscribed(await browser.subscription(), mine);
    if (mine !== turn) return;
    const at = done.at === "unheard" ? "off" : done.at;
    if (at !== "off") wish.keep(me);
    // Half of it is nothing: the server would not send, and the browser says that it listens.
    if (at !== "on") await (await browser.subscription())?.end();
    store.setState({ at, wrong: done.wrong });
  }

  async function turnOff(): Promise<void> {
    turn += 1;
    wish.keep(null);
    store.setState({ at: "off", wrong: null });
    const found = await browser.subscription();
    if (!found) return;
    // What the browser has ended nobody can send to, whether or not the server hears of it now.
    await found.end();
    await door.unsubscribe(found.keys.endpoint);
  }

  async function test(): Promise<boolean> {
    if (isShownByPage(store.getState().at)) {
      await browser.show(testPush(origin(), language()));
      return true;
    }
    const answer = await door.test();
    store.setState({ wrong: answer.ok ? null : { says: answer.says } });
    return answer.ok;
  }

  type Outcome = {
    at: "on" | "off" | "no_service" | "no_push" | "unheard";
    wrong: PushState["wrong"];
  };

  /** This browser's subscription by the key of now, told to the server. `unheard`: the server could not be told. */
  async function subscribed(found: Subscribed | null, mine: number): Promise<Outcome> {
    const told = await door.key();
    if (!told.ok) return { at: "unheard", wrong: { says: told.says } };
    const { key } = told.value;
    if (key === null) return { at: "no_service", wrong: null };
    if (mine !== turn) return { at: "off", wrong: null };
    let current = found;
    // A subscription belongs to one key for ever, and the community has another one now.
    if (current && current.key !== key) {
      await current.end();
      current = null;
    }
    current ??= await browser.subscribe(key);
    if (!current) return { at: "no_push", wrong: null };
    if (mine !== turn) {
      await current.end();
      return { at: "off", wrong: null };
    }
    const answer = await door.subscribe(current.keys, language());
    return answer.ok ? { at: "on", wrong: null } : { at: "unheard", wrong: { says: answer.says } };
  }
}
