import { chromium, type Browser, type Page } from "playwright-core";
import { expect } from "vitest";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.ts";
import { brokenRules } from "./axe.ts";

/** `without`: what Playwright would tell the browser by itself. */
export async function openBrowser(without: string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("There is no Chromium here. `npm test` installs one.");
  return chromium.launch({ executablePath, args: CHROMIUM_ARGS, ignoreDefaultArgs: without });
}

/** Each newcomer's would bring the whole of the program into the browser's storage, which takes longer than most tests. */
let serviceWorkers: "allow" | "block" = "block";

/** For a test file in which it matters: from here on pages have the service worker that everyone has. */
export function withServiceWorker(): void {
  serviceWorkers = "allow";
}

/** Someone's own browser: nothing is shared with anyone else's. Whatever its pages complain of is kept. */
export async function newPage(
  browser: Browser,
  url: string,
  viewport = { width: 1440, height: 900 },
  locale = "en-US",
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    locale,
    reducedMotion: "reduce",
    serviceWorkers,
  });
  // A client that lost its line comes back after up to 30 s of jitter; nobody should wait for longer than twice that.
  context.setDefaultTimeout(60_000);
  await context.addInitScript(TELL_VIOLATIONS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // A line that is cut is told by the browser itself; what we look for are faults of ours.
    const isOfLine = /net::ERR_|closed before receiving a handshake response/.test(message.text());
    const isOurs = message.type() === "error" && !isOfLine;
    if (isOurs && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  return { page, complaints };
}

/** What the page's policy refuses is a fault of ours, whoever tried. */
const TELL_VIOLATIONS = `addEventListener("securitypolicyviolation", (event) => {
  console.error("policy: " + event.effectiveDirective + " refused " + event.blockedURI + " " + event.sample);
});`;

/** What every page looked like when a test failed, in `reports/`. */
export async function keepScreens(
  browser: Browser,
  task: { name: string; result?: { state: string } | undefined },
): Promise<void> {
  if (task.result?.state !== "fail") return;
  const pages = browser.contexts().flatMap((context) => context.pages());
  const name = task.name.replace(/\W+/g, "-").slice(0, 60);
  await Promise.all(pages.map((page, i) => page.screenshot({ path: `reports/${name}-${i}.png` })));
}

/** No rule of axe is broken on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await brokenRules(page), `axe on ${page.url()}`).toEqual([]);
}
