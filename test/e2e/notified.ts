import type { BrowserContext, CDPSession, Page, Worker } from "playwright-core";
import { expect } from "vitest";
import type { PushService } from "../push-service.ts";

/** What a browser shows: title, words, and whether it is silent. */
export type ShownNotification = [title: string, body: string, isSilent: boolean];

/** The notifications of one browser, and what comes of them. Without a screen nobody can press one: the event is all that comes of it. */
export class Notified {
  readonly #worker: Worker;
  readonly #cdp: CDPSession;
  readonly #origin: string;
  readonly #registrationId: string;

  private constructor(worker: Worker, cdp: CDPSession, origin: string, registrationId: string) {
    this.#worker = worker;
    this.#cdp = cdp;
    this.#origin = origin;
    this.#registrationId = registrationId;
  }

  /** Of a browser in which the program is kept; `page`: any of its pages, of whatever site. */
  static async in(page: Page, origin: string): Promise<Notified> {
    const context = page.context();
    const cdp = await context.newCDPSession(page);
    const worker = await workerOf(context);
    await worker.evaluate(`(${IN_TURN})()`);
    return new Notified(worker, cdp, origin, await registrationOf(cdp, origin));
  }

  /** As a push service's message comes in, with its content opened. */
  async push(message: object | string): Promise<void> {
    await this.#cdp.send("ServiceWorker.deliverPushMessage", {
      origin: this.#origin,
      registrationId: this.#registrationId,
      data: typeof message === "string" ? message : JSON.stringify(message),
    });
  }

  shown(): Promise<ShownNotification[]> {
    return this.#worker.evaluate(`self.registration.getNotifications().then((all) =>
      all.map(({ title, body, silent }) => [title, body, silent === true]))`);
  }

  async press(action: string, reply?: string): Promise<void> {
    await expect.poll(() => this.shown()).toHaveLength(1);
    await this.#worker.evaluate(`(${PRESS})(${JSON.stringify({ action, reply })})`);
  }

  /** Presses where nothing of the program is open. Gives the address that is opened: only a real press lets a worker open it. */
  async pressToOpen(): Promise<string> {
    await this.#worker.evaluate(`self.clients.openWindow = async (to) => void (self.opened = to)`);
    await this.press("");
    await expect.poll(() => this.#worker.evaluate("self.opened")).toBeTruthy();
    return this.#worker.evaluate("self.opened");
  }
}

/**
 * A browser without a screen has no push service of a maker: it is given the one of the tests. The subscription outlives a page, as a
 * real one does.
 */
export async function withPushService(context: BrowserContext, service: PushService, key: string) {
  const { endpoint, keys } = service.subscribe(key);
  await context.addInitScript(`{
    const bytes = Uint8Array.from(atob("${key.replaceAll("-", "+").replaceAll("_", "/")}"), (c) => c.charCodeAt(0));
    const made = {
      endpoint: "${endpoint}",
      options: { applicationServerKey: bytes.buffer },
      toJSON: () => (${JSON.stringify({ endpoint, keys })}),
      unsubscribe: async () => true,
    };
    const isHere = () => localStorage.getItem("test-push") !== null;
    PushManager.prototype.getSubscription = async () => (isHere() ? made : null);
    PushManager.prototype.subscribe = async () => {
      localStorage.setItem("test-push", "made");
      return made;
    };
  }`);
}

/**
 * Chromium takes away what it is just about to show when it is asked in that moment what it shows (8 of 150, by a loop that did so), and
 * tests ask all the time: one after the other, by whoever in the worker does either.
 */
const IN_TURN = `() => {
  if (self.isInTurn) return;
  self.isInTurn = true;
  let last = Promise.resolve();
  for (const name of ["showNotification", "getNotifications"]) {
    const method = ServiceWorkerRegistration.prototype[name];
    ServiceWorkerRegistration.prototype[name] = function (...given) {
      const mine = last.then(() => method.apply(this, given));
      last = mine.catch(() => undefined);
      return mine;
    };
  }
}`;

/** In the worker's own world, whose events no type of ours knows. */
const PRESS = `async ({ action, reply }) => {
  const [notification] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification, action });
  if (reply !== undefined) Object.defineProperty(event, "reply", { value: reply });
  // Only a browser's own events can be waited for.
  event.waitUntil = () => undefined;
  self.dispatchEvent(event);
}`;

/** It may be on its way still when its page is there. */
async function workerOf(context: BrowserContext): Promise<Worker> {
  const [worker] = context.serviceWorkers();
  return worker ?? context.waitForEvent("serviceworker");
}

async function registrationOf(cdp: CDPSession, origin: string): Promise<string> {
  const found = new Promise<string>((resolve) => {
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
      if (ours) resolve(ours.registrationId);
    });
  });
  await cdp.send("ServiceWorker.enable");
  return found;
}
