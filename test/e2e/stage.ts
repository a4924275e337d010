import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { keepScreens, openBrowser } from "./browser.ts";

/** The file's own, from the first test on. */
export let browser: Browser;
export let parley: Parley;

/** Gives a test file a browser and a server of its own, and keeps the screens of whatever fails. */
export function setStage(options?: Parameters<typeof startParley>[0]): void {
  beforeAll(async () => {
    browser = await openBrowser();
    parley = await startParley(options);
  });
  afterEach(({ task }) => keepScreens(browser, task));
  afterAll(async () => {
    await browser.close();
    await parley.stop();
  });
}
