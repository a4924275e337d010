import { expect, test, vi } from "vitest";
import { closeShown, endPush } from "./end-push.ts";

test("what was read meanwhile is closed, and nothing else", async () => {
  const shown = new Set(["kitchen/7", "kitchen/9", "hall/3"]);
  const getNotifications = async () =>
    [...shown].map((tag) => ({ tag, close: () => void shown.delete(tag) }) as Notification);
  await closeShown({ getNotifications }, (tag) => tag === "kitchen/7");
  expect([...shown]).toEqual(["kitchen/9", "hall/3"]);
});

test("at a sign-out what is shown is closed, whatever the browser says of its subscription", async () => {
  let isClosed = false;
  const registration = {
    getNotifications: async () => [{ tag: "kitchen/7", close: () => (isClosed = true) }],
    pushManager: { getSubscription: () => Promise.reject(new DOMException("no", "AbortError")) },
  };
  const serviceWorker = { getRegistration: async () => registration };
  vi.stubGlobal("navigator", { serviceWorker });
  await expect(endPush()).rejects.toThrow("no");
  expect(isClosed).toBe(true);
  vi.unstubAllGlobals();
});
