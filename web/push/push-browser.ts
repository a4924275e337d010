import * as v from "valibot";
import type { PushMessage } from "#protocol/push-message.ts";
import { PushSubscriptionKeys } from "#protocol/push-subscription.ts";
import type { ShowThis } from "../service-worker/page-talk.ts";

/** A subscription that this browser has. `key`: the community's, that it was made with. */
export type Subscribed = { keys: PushSubscriptionKeys; key: string | null; end(): Promise<void> };

/** What there is of notifications in this browser. Nothing throws. */
export type PushBrowser = {
  ability(): Promise<"able" | "unsupported" | "needs_home_screen">;
  permission(): NotificationPermission;
  askPermission(): Promise<NotificationPermission>;
  onPermissionChange(changed: () => void): void;
  subscription(): Promise<Subscribed | null>;
  /** Null where the browser's own service does not answer, is turned off, or was never there. */
  subscribe(key: string): Promise<Subscribed | null>;
  /** Shows this as if it were pushed; by the worker, so that whatever is shown looks and does alike. */
  show(message: PushMessage): Promise<void>;
};

/** A service worker that is not there by then does not come: a private window, or a file that could not be fetched. */
const PATIENCE_MS = 20_000;

/** `has`: whether this page has a service worker at all, which it has not while one develops. */
export function pushBrowser(has: boolean): PushBrowser {
  const registration = async () => {
    if (!has || !("serviceWorker" in navigator)) return null;
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
    return Promise.race([navigator.serviceWorker.ready, late]);
  };
  return {
    async ability() {
      if (isAppleOutsideHomeScreen()) return "needs_home_screen";
      const can = "Notification" in window && (await registration()) !== null;
      return can ? "able" : "unsupported";
    },
    permission: () => ("Notification" in window ? Notification.permission : "denied"),
    askPermission: () => Notification.requestPermission(),
    onPermissionChange(changed) {
      void listenToPermission(changed);
    },
    async subscription() {
      try {
        const found = await (await registration())?.pushManager?.getSubscription();
        return found ? subscribed(found) : null;
      } catch {
        // The browser's own record of it is broken. Turning it on makes another.
        return null;
      }
    },
    async subscribe(key) {
      try {
        const made = await (
          await registration()
        )?.pushManager?.subscribe({ userVisibleOnly: true, applicationServerKey: key });
        return made ? subscribed(made) : null;
      } catch {
        // The maker's push service is away, or somebody has turned it off in this browser.
        return null;
      }
    },
    async show(message) {
      const asked: ShowThis = { kind: "show", message };
      (await registration())?.active?.postMessage(asked);
    },
  };
}

/** On iPhone and iPad a page in Safari has no push, and the very same on the Home Screen has. */
function isAppleOutsideHomeScreen(): boolean {
  const isOnHomeScreen = "standalone" in navigator && navigator.standalone === true;
  return "standalone" in navigator && !isOnHomeScreen && !("PushManager" in window);
}

/** What is allowed in the browser's own settings counts at once. Not every browser tells. */
async function listenToPermission(changed: () => void): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name: "notifications" });
    status.addEventListener("change", changed);
  } catch {
    // The next start looks again.
  }
}

function subscribed(found: PushSubscription): Subscribed | null {
  const keys = v.safeParse(PushSubscriptionKeys, found.toJSON());
  if (!keys.success) return null;
  return {
    keys: keys.output,
    key: base64url(found.options.applicationServerKey),
    end: async () => {
      try {
        await found.unsubscribe();
      } catch {
        // It was over already, or the browser keeps it: the server does not send to it any more.
      }
    },
  };
}

function base64url(bytes: ArrayBuffer | null): string | null {
  if (bytes === null) return null;
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
