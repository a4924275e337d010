/** `npm run screenshots`: every main view on a phone and on a desk, light and dark, into `reports/screenshots/`, to be looked at. */
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "../test/e2e/browser.ts";
import { Visitor } from "../test/e2e/visitor.ts";
import { startParley } from "../test/servers.ts";
import { makeCommunity } from "./pictures/community.ts";
import { CREATE, INSIDE, OFFLINE, OUTSIDE } from "./pictures/views.ts";
import type { Place, View } from "./pictures/view.ts";

const FOLDER = "reports/screenshots";
/** For all of it together; whatever hangs must not keep a server and a browser running. */
const MOST_MS = 15 * 60_000;
const SIZES: Record<string, BrowserContextOptions> = {
  "390": { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  "1440": { viewport: { width: 1440, height: 900 } },
};
const SCHEMES = ["light", "dark"] as const;
/** These once more: with the most contrast, and from right to left. */
const ALSO = [
  "room",
  "people-panel",
  "settings",
  "settings-notices",
  "availability",
  "rooms",
  "palette",
];

const only = process.argv.slice(2);
const isWanted = ({ name }: View) => only.length === 0 || only.includes(name);
const failed: string[] = [];

await rm(FOLDER, { recursive: only.length === 0, force: true }).catch(() => undefined);
await mkdir(FOLDER, { recursive: true });
const browser = await openBrowser();
const parley = await startParley();
const late = setTimeout(() => void end(), MOST_MS);
try {
  for (const [size, options] of Object.entries(SIZES)) {
    await draw(await pageOf(browser, options), [CREATE], size, { room: "", empty: "", invite: "" });
  }
  const place = await makeCommunity(browser, parley);
  for (const [size, options] of Object.entries(SIZES)) {
    const outside = await pageOf(browser, options);
    await draw(outside, OUTSIDE, size, place);
    await outside.context().close();
    const inside = await pageOf(browser, options);
    await Visitor.on(inside, "Ann").signIn();
    await inside
      .getByRole("button", { name: /your menu$/ })
      .first()
      .waitFor();
    await draw(inside, INSIDE, size, place);
    await drawAlso(inside, size, place);
    await draw(inside, [OFFLINE], size, place);
    await inside.context().close();
  }
} finally {
  clearTimeout(late);
  await end();
}
console.log(`Look at ${path.resolve(FOLDER)}.`);
if (failed.length > 0) {
  console.error(`Not drawn: ${failed.join(", ")}`);
  process.exitCode = 1;
}

async function end(): Promise<void> {
  await browser.close();
  await parley.stop();
}

async function pageOf(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    ...options,
    baseURL: parley.url,
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

async function draw(page: Page, views: readonly View[], size: string, place: Place): Promise<void> {
  for (const view of views.filter(isWanted)) {
    await stand(page, view, place, async () => {
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await shoot(page, `${view.name}-${size}-${colorScheme}`);
      }
    });
  }
}

async function drawAlso(page: Page, size: string, place: Place): Promise<void> {
  const views = INSIDE.filter(({ name }) => ALSO.includes(name)).filter(isWanted);
  await page.evaluate(() => localStorage.setItem("parley-looks", '{"theme":"contrast"}'));
  for (const view of views) {
    await stand(page, view, place, () => shoot(page, `${view.name}-${size}-contrast`));
  }
  await page.evaluate(() => localStorage.removeItem("parley-looks"));
  await page.emulateMedia({ colorScheme: "light" });
  for (const view of views) {
    await stand(page, view, place, async () => {
      await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      await shoot(page, `${view.name}-${size}-rtl`);
    });
  }
}

/** A view that cannot be come to is told at the end; the others are drawn. */
async function stand(page: Page, view: View, place: Place, look: () => Promise<unknown>) {
  try {
    await view.come(page, place);
    await look();
  } catch (error) {
    failed.push(`${view.name} (${String(error).split("\n")[0]})`);
  }
  await view.leave?.(page);
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
  });
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
}
