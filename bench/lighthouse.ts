import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Result } from "lighthouse";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "../scripts/chromium.ts";
import { freePort } from "../scripts/free-port.ts";
import { Visitor } from "../test/e2e/visitor.ts";
import { bringLongHistory } from "../test/long-history.ts";
import { startParley } from "../test/servers.ts";
import { WirePerson } from "../test/wire/person.ts";
import { LOAD_CORE, pin, unpin } from "./cores.ts";
import { leaveNothingOn } from "./leave-nothing.ts";
import { rateVisit } from "./lighthouse-rating.ts";
import { RAISED_LIMITS } from "./parley.ts";
import { count, type Row } from "./rows.ts";

const MESSAGES = 10_000;
const ROOM = "Long room";
/** What only a visit leaves behind: rows of rooms, files of the client, and the worker that serves them. The session is none of it. */
const LEFT_BY_VISITS = "indexeddb,cache_storage,service_workers";

/** Lighthouse with its own phone on a slow line, on the built client. A newcomer to each page, as nothing of it is there yet. */
export async function measureLighthouse(): Promise<Row[]> {
  // A browser is many processes, and people's machines do not keep it from the other core.
  unpin();
  const parley = await startParley({ limits: RAISED_LIMITS });
  leaveNothingOn(parley.dir);
  const profile = await mkdtemp(path.join(tmpdir(), "parley-lighthouse-"));
  const port = await freePort();
  // Each visit is of a browser that was just opened: in one that has shown the page before, the profiler first looks through all that
  // it has left in memory, for a sixth of a second, and that counts as the page's.
  const visitWith = (prepare: (page: Page) => Promise<void>) => async (visit: Visit) => {
    await withBrowser({ profile, port, url: parley.url }, prepare);
    return withBrowser({ profile, port, url: parley.url }, () => visit(port));
  };
  const anew = visitWith((page) => forgetVisits(page, parley.url));
  try {
    await WirePerson.founder(parley.url);
    await bringLongHistory(parley, ROOM, MESSAGES);
    const signIn = await rateVisit("sign-in page", parley.url, anew);
    const room = await withBrowser({ profile, port, url: parley.url }, signInTo);
    const name = `room, ${count(MESSAGES)} messages`;
    const first = await rateVisit(`${name}, nothing kept but the session`, room, anew);
    await withBrowser({ profile, port, url: parley.url }, (page) => comeBackTo(page, room));
    const again = await rateVisit(`${name}, come back to`, room, visitWith(doNothing));
    return [...signIn, ...first, ...again];
  } finally {
    await parley.stop();
    await rm(profile, { recursive: true, force: true });
    pin(process.pid, LOAD_CORE);
  }
}

type Visit = (port: number) => Promise<Result>;

const doNothing = async () => {};

/** Does something in a browser of this profile, that is closed afterwards. */
async function withBrowser<T>(
  { profile, port, url }: { profile: string; port: number; url: string },
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const browser = await openWithPort(profile, port, url);
  try {
    return await work(browser.pages()[0] ?? (await browser.newPage()));
  } finally {
    await browser.close();
  }
}

/** Lighthouse opens a page of its own, and only in the browser's lasting profile has that the session of ours. */
async function openWithPort(profile: string, port: number, url: string): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("There is no Chromium here. `npm test` installs one.");
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...CHROMIUM_ARGS, `--remote-debugging-port=${port}`],
    baseURL: url,
    locale: "en-US",
  });
}

/** Through the page, as people do it. Gives the address of the room. */
async function signInTo(page: Page): Promise<string> {
  const ann = Visitor.on(page, "Ann");
  await ann.signIn("/rooms");
  await page.getByRole("button", { name: `Open ${ROOM}` }).click();
  await ann.composer(ROOM).waitFor();
  await page.getByRole("log").getByRole("article").first().waitFor();
  return page.url();
}

/** As on any other day: the program is on the device, and so is what was read last. */
async function comeBackTo(page: Page, room: string): Promise<void> {
  await page.goto(room);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await page.reload();
  await page.getByRole("log").getByRole("article").first().waitFor();
}

async function forgetVisits(page: Page, url: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.clearDataForOrigin", { origin: url, storageTypes: LEFT_BY_VISITS });
  await devtools.send("Network.clearBrowserCache");
  await devtools.detach();
}
