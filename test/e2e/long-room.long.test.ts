import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startParley, type Parley } from "../servers.ts";
import { ircDays } from "../shared-data.ts";
import { WirePerson } from "../wire/person.ts";
import { expectAccessible, keepScreens, openBrowser } from "./browser.ts";
import { Visitor } from "./visitor.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ROOM = "Long room";
const LINES = 55_265;
const EVENTS = 55_209;
/** Events of the room's own beginning: it was created. */
const BEFORE_IMPORT = 1;

const days = ircDays();
const runFile = promisify(execFile);

if (!days)
  console.warn(
    "../shared/data/ubuntu-irc is not beside this checkout: the long room is not tested.",
  );

describe.skipIf(!days)("a room with 39 days of real chat", () => {
  let browser: Browser;
  let parley: Parley;
  let ann: WirePerson;

  beforeAll(async () => {
    browser = await openBrowser();
    parley = await startParley();
    ann = await WirePerson.founder(parley.url);
  }, 120_000);

  afterEach(({ task }) => keepScreens(browser, task));

  afterAll(async () => {
    await browser.close();
    await parley.stop();
  });

  const bringHistory = async () => {
    const args = ["--import", "tsx", "scripts/import.ts", "irc", ...(days ?? []), "--room", ROOM];
    const env = { ...process.env, PORT: String(parley.port), PARLEY_DATA: parley.dir };
    return (await runFile(process.execPath, args, { cwd: ROOT, env })).stdout;
  };

  test("every line is accounted for, and a second import adds nothing", async () => {
    const told = await bringHistory();
    expect(told).toContain(`${LINES.toLocaleString("en")} lines read`);
    expect(told).toContain("0 unreadable");
    expect(told).toContain(`${EVENTS.toLocaleString("en")} added, 0 already known`);
    expect(await bringHistory()).toContain(`0 added, ${EVENTS.toLocaleString("en")} already known`);
    const { body } = await ann.ask("GET", "/api/rooms");
    const [room] = body["rooms"] as { id: string }[];
    const newest = await ann.history(room?.id ?? "", "?limit=1");
    expect(newest.messages).toMatchObject([{ seq: EVENTS + BEFORE_IMPORT }]);
  }, 120_000);

  test("opens at its end in under a second, keeps its place, and scrolls to its beginning", async () => {
    const visitor = await Visitor.arrive(browser, parley.url, "Ann");
    const { page } = visitor;
    await visitor.signIn("/rooms");
    const link = page.getByRole("button", { name: `Open ${ROOM}` });
    await link.waitFor();
    const took = await timeToLastRow(page, () => link.click());
    console.log(`opened ${EVENTS} events at the end in ${took} ms`);
    expect(took).toBeLessThan(1_000);
    await expectAccessible(page);

    await keepsItsPlaceWhileLoading(page);

    const rows = await page.getByRole("log").getByRole("article").count();
    expect(rows).toBeLessThan(300);
    await page.getByRole("log").evaluate((log) => log.scrollTo({ top: 0 }));
    await visitor.sees(/opened this room on/);
    await visitor.sees("does a subversion gnome client exist?");
    await expectAccessible(page);
    await page.getByRole("button", { name: /Jump to present/ }).click();
    await visitor.sees("akik: he saved u, didn't he :D");
    expect(visitor.complaints).toEqual([]);
  }, 120_000);
});

/** From the press to the newest message painted on the screen, in ms. */
async function timeToLastRow(page: Page, press: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    document.addEventListener("click", () => performance.mark("pressed"), {
      capture: true,
      once: true,
    });
  });
  await press();
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const last = [...document.querySelectorAll("[role=log] article")].at(-1);
          const isThere = last?.getAttribute("aria-label")?.includes("he saved u") ?? false;
          if (!isThere) requestAnimationFrame(look);
          else
            requestAnimationFrame(() =>
              resolve(Math.round(performance.measure("open", "pressed").duration)),
            );
        };
        look();
      }),
  );
}

/** What one reads stays where it is, to the pixel, while what is above it arrives. */
async function keepsItsPlaceWhileLoading(page: Page): Promise<void> {
  const held: (() => void)[] = [];
  let isHolding = true;
  await page.route("**/messages?*", async (route) => {
    if (isHolding) await new Promise<void>((release) => held.push(release));
    await route.continue();
  });
  const log = page.getByRole("log");
  // Up until rows that are not here yet fill the upper part of the screen.
  for (let turn = 0; turn < 200 && (await unloadedOnScreen(page)) < 3; turn += 1) {
    await log.evaluate((element) => element.scrollBy({ top: -200 }));
    await nextFrame(page);
  }
  expect(await unloadedOnScreen(page)).toBeGreaterThanOrEqual(3);
  const before = await loadedRows(page);
  expect(before.length).toBeGreaterThan(0);
  isHolding = false;
  for (const release of held) release();
  await expect.poll(() => unloadedOnScreen(page), { timeout: 10_000 }).toBe(0);
  await nextFrame(page);
  const after = new Map((await loadedRows(page)).map(({ label, top }) => [label, top]));
  const moved = before.map(({ label, top }) => Math.abs((after.get(label) ?? Infinity) - top));
  console.log(`rows moved by at most ${Math.max(...moved)} px while older pages loaded`);
  expect(Math.max(...moved)).toBeLessThanOrEqual(1);
  await page.unroute("**/messages?*");
}

/** Rows with words that are wholly on the screen. */
function loadedRows(page: Page): Promise<{ label: string; top: number }[]> {
  return page.getByRole("log").evaluate((log) => {
    const { top: from, bottom: to } = log.getBoundingClientRect();
    return [...log.querySelectorAll("article")]
      .map((row) => ({
        label: row.getAttribute("aria-label") ?? "",
        box: row.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.top >= from && box.bottom <= to && box.height > 0)
      .map(({ label, box }) => ({ label, top: box.top }));
  });
}

function unloadedOnScreen(page: Page): Promise<number> {
  return page.getByRole("log").evaluate((log) => {
    const { top: from, bottom: to } = log.getBoundingClientRect();
    return [...log.querySelectorAll("[data-index]")].filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > from && box.top < to && row.querySelector(":scope > [aria-hidden=true]");
    }).length;
  });
}

function nextFrame(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
      ),
  );
}
