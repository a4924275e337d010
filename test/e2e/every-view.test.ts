import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { makeCommunity } from "../../scripts/pictures/community.ts";
import { CREATE, INSIDE, OUTSIDE } from "../../scripts/pictures/views.ts";
import type { Place, View } from "../../scripts/pictures/view.ts";
import { brokenRules } from "./axe.ts";
import { whatDoesNotFit } from "./fit.ts";
import { browser, parley, setStage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};
/** 1280 × 1024 px at 400 % (WCAG 1.4.10). */
const ENLARGED: BrowserContextOptions = { viewport: { width: 320, height: 256 } };
/** WCAG 1.4.12: what people set whom letters run into each other. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }`;

const COLOURS = [
  ["dark", "system"],
  ["dark", "contrast"],
  ["light", "contrast"],
] as const;

let place: Place;
const nowhere: Place = { room: "", empty: "", invite: "" };

setStage();

type Look = (page: Page) => Promise<string[]>;

/** All that is wrong, of all views, a line each. Nothing is allowed by name: what is wrong is mended. */
async function faults(page: Page, views: readonly View[], at: Place, look: Look): Promise<string> {
  const found: string[] = [];
  for (const view of views) {
    try {
      await view.come(page, at);
      found.push(...(await look(page)).map((fault) => `${view.name}: ${fault}`));
    } catch (error) {
      found.push(`${view.name} cannot be come to: ${String(error)}`);
    }
    await view.leave?.(page);
  }
  // As one text: of a list a failure tells but its length.
  return found.join("\n");
}

const isForEveryone: Look = async (page) => {
  const found = [...(await brokenRules(page)), ...(await whatMoves(page)), ...(await fits(page))];
  // Chosen or the system's, light and dark are the same colours (styles/tokens.css).
  for (const [colorScheme, theme] of COLOURS) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate((name) => {
      document.documentElement.dataset["theme"] = name;
    }, theme);
    const broken = await brokenRules(page, "colours");
    found.push(...broken.map((fault) => `${colorScheme}, ${theme}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(() => delete document.documentElement.dataset["theme"]);
  return found;
};

const fits: Look = async (page) => {
  const found = await whatDoesNotFit(page);
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, SPACED);
  found.push(...(await whatDoesNotFit(page)).map((fault) => `spaced: ${fault}`));
  await page.evaluate(() => void document.adoptedStyleSheets.pop());
  return found;
};

/** What would take longer than a hundredth of a second, for whoever wishes for less motion; and what does at this moment. */
function whatMoves(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lasts = (times: string) =>
      times.split(",").some((each) => Number.parseFloat(each) > 0.01);
    const would = [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      const isAnimated = style.animationName !== "none" && lasts(style.animationDuration);
      return isAnimated || lasts(style.transitionDuration);
    });
    const moving = document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 10);
    return [
      ...would.map((element) => `${element.getAttribute("class")} would move`),
      ...moving.map(() => "something moves"),
    ];
  });
}

async function pageOf(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    ...options,
    baseURL: parley.url,
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  // As everywhere (browser.ts): two more browsers are at work beside this one.
  context.setDefaultTimeout(60_000);
  return context.newPage();
}

test("before there is anybody, the first page is for everyone", async () => {
  expect(await faults(await pageOf(DESK), [CREATE], nowhere, isForEveryone)).toBe("");
  expect(await faults(await pageOf(PHONE), [CREATE], nowhere, isForEveryone)).toBe("");
  expect(await faults(await pageOf(ENLARGED), [CREATE], nowhere, fits)).toBe("");
  place = await makeCommunity(browser, parley);
}, 240_000);

test.each([
  ["on a desk", DESK, isForEveryone],
  ["on a phone", PHONE, isForEveryone],
  ["at 400 %", ENLARGED, fits],
])(
  "every view is for everyone, %s",
  async (_, options, look) => {
    const outside = await pageOf(options);
    const found = await faults(outside, OUTSIDE, place, look);
    await outside.context().close();
    const inside = await pageOf(options);
    await Visitor.on(inside, "Ann").signIn();
    await inside
      .getByRole("button", { name: /your menu$/ })
      .first()
      .waitFor();
    expect(found + (await faults(inside, INSIDE, place, look))).toBe("");
  },
  480_000,
);
