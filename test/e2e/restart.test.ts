import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { WirePerson } from "../wire/person.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const LINES = 60;
const READING_PX = 600;
const GENEROUS = { sendBurst: 1_000, sendsPerSecond: 1_000, framesPerMinute: 10_000 };

const dir = await mkdtemp(path.join(tmpdir(), "parley-restart-"));
// What is set up last is taken down first: the server has to be gone before its folder is.
afterAll(() => rm(dir, { recursive: true, force: true }));
setStage({ limits: GENEROUS, dir });

test("whoever reads and writes during a restart sees a word above the composer and nothing else", async () => {
  const ann = await WirePerson.founder(parley.url);
  const room = await ann.createRoom("Kitchen");
  for (let i = 1; i <= LINES; i += 1)
    await ann.command(room, { type: "message.post", body: `line ${i}` });
  const visitor = await Visitor.arrive(browser, parley.url, "Ann");
  const { page } = visitor;
  await visitor.signIn(`/rooms/${room}`);
  await visitor.seesSaid(`line ${LINES}`);
  await visitor.composer("Kitchen").fill("half written");
  // In the middle of older messages.
  await page.getByRole("log").hover();
  await page.mouse.wheel(0, -READING_PX);
  await expect.poll(() => stillAt(page)).toBe(true);
  const before = await look(page);
  await watchForTrouble(page);

  expect(await parley.stop()).toBe(0);
  await visitor.sees("No connection. You can go on reading and writing.");
  expect(await look(page)).toEqual(before);
  await parley.restart();
  await page.getByText("No connection.").waitFor({ state: "detached" });
  expect(await look(page)).toEqual(before);

  const again = await ann.signIn();
  await again.command(room, { type: "message.post", body: "said after it" });
  await visitor.composer("Kitchen").press("Enter");
  await visitor.seesSaid("half written");
  await visitor.hasNothingWaiting();
  const { messages } = await again.history(room, "?limit=3");
  expect(messages.map((event) => event.type === "message.posted" && event.body)).toEqual([
    `line ${LINES}`,
    "said after it",
    "half written",
  ]);
  expect([await troubleSeen(page), visitor.complaints]).toEqual([[], []]);
});

/** What a person has in front of them: where the rows stand, what is written, and whether one can write. */
function look(page: Page) {
  return page.evaluate(() => {
    const field = document.querySelector("textarea");
    const rows = [...document.querySelectorAll('[role="log"] article')];
    return {
      rows: rows
        .map(
          (row) =>
            `${Math.round(row.getBoundingClientRect().top)}: ${row.getAttribute("aria-label")}`,
        )
        .toSorted((a, b) => a.localeCompare(b)),
      written: field?.value,
      canWrite: field?.disabled === false && !field.readOnly,
    };
  });
}

/** Whether the list has come to rest. */
async function stillAt(page: Page): Promise<boolean> {
  const one = await look(page);
  await page.waitForTimeout(150);
  return JSON.stringify(one) === JSON.stringify(await look(page));
}

const SEEN = "data-trouble-seen";

/** Notes every alert and every dialog that comes from now on. */
function watchForTrouble(page: Page): Promise<void> {
  return page.evaluate((name) => {
    const root = document.documentElement;
    new MutationObserver(() => {
      const found = document.querySelectorAll('[role="alert"], dialog[open]');
      const texts = [...found].map(({ textContent }) => textContent);
      const seen: unknown = JSON.parse(root.getAttribute(name) ?? "[]");
      const all = new Set([...(Array.isArray(seen) ? seen : []), ...texts]);
      if (texts.length > 0) root.setAttribute(name, JSON.stringify([...all]));
    }).observe(document.body, { childList: true, subtree: true });
  }, SEEN);
}

async function troubleSeen(page: Page): Promise<unknown> {
  const seen = await page.locator("html").getAttribute(SEEN);
  return JSON.parse(seen ?? "[]");
}
