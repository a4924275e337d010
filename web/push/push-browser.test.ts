import { afterEach, expect, test, vi } from "vitest";
import { pushBrowser } from "./push-browser.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a browser whose record of its subscription is broken has none", async () => {
  const pushManager = {
    getSubscription: () => Promise.reject(new DOMException("no", "AbortError")),
  };
  vi.stubGlobal("navigator", { serviceWorker: { ready: Promise.resolve({ pushManager }) } });
  expect(await pushBrowser(true).subscription()).toBeNull();
});
