import type { Page } from "playwright-core";
import { expect } from "vitest";

const MOST_STOPS = 60;
const NOTHING = "nothing";

type Focused = { name: string; isSeen: boolean; hasRing: boolean; tells: string };

/** Goes on by Tab, or back by Shift+Tab, until what is called so has the focus. Every stop on the way can be seen. */
export async function tabTo(page: Page, name: string | RegExp, key = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    const { name: now } = await focused(page);
    // Where one begins may be a heading that was gone to, and at the end of the page comes the browser's own frame.
    if (stop > 0 && now !== NOTHING) await expectSeen(page);
    if (isCalled(now, name)) return expectFocused(page, name);
    passed.push(now);
    await page.keyboard.press(key);
  }
  throw new Error(`no way to ${String(name)} by ${key}: ${passed.join(" → ")}`);
}

/** What has the focus is called so, stands in view with nothing over it, and has a ring. */
export async function expectFocused(page: Page, name: string | RegExp): Promise<void> {
  await expect.poll(async () => isCalled((await focused(page)).name, name)).toBe(true);
  await expectSeen(page);
}

async function expectSeen(page: Page): Promise<string> {
  const fault = async () => {
    const { name, isSeen, hasRing, tells } = await focused(page);
    if (isSeen && hasRing) return null;
    return `${name}: ${isSeen ? "" : "out of sight "}${hasRing ? "" : "without a ring "}${tells}`;
  };
  // What comes into view slides there for a moment.
  await expect.poll(fault).toBe(null);
  return (await focused(page)).name;
}

function isCalled(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? name === wanted : wanted.test(name);
}

async function focused(page: Page): Promise<Focused> {
  await page.evaluate("window.__name = (named) => named");
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body)
      return { name: "nothing", isSeen: false, hasRing: false, tells: "" };
    const labels =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.labels : null;
    const name = at.getAttribute("aria-label") ?? labels?.[0]?.textContent ?? at.textContent ?? "";
    const { top, left, right, bottom } = at.getBoundingClientRect();
    // Of what is larger than the screen, the middle of what is on it.
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const over = document.elementFromPoint(x, y);
    const isSeen = over !== null && (at.contains(over) || over.contains(at));
    // A field's own surface takes the ring; a shadow without blur is one.
    const around = [at, at.parentElement, at.parentElement?.parentElement];
    const surface = at.matches("textarea, input") ? at.parentElement?.parentElement : null;
    const isGlowing =
      surface?.matches(":has(:focus-visible)") &&
      getComputedStyle(surface).boxShadow.endsWith(" 0px 0px 0px 2px");
    // The edge between two panes is a line itself, and takes the accent.
    const isLineDrawn =
      at.role === "separator" &&
      getComputedStyle(at, "::after").backgroundColor !== "rgba(0, 0, 0, 0)";
    const hasRing =
      isLineDrawn ||
      isGlowing === true ||
      around.some((each) => {
        if (!each) return false;
        return [getComputedStyle(each), getComputedStyle(each, "::after")].some(
          ({ outlineStyle, outlineWidth }) =>
            outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1.5,
        );
      });
    return {
      name: name.trim().replace(/\s+/g, " "),
      isSeen,
      hasRing,
      tells: at.outerHTML.slice(0, 200),
    };
  });
}
