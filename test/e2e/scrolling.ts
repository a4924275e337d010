import type { Page } from "playwright-core";

const FRAME_MS = 16;

/** By wheel: up for most of the time, then down. */
export async function scrollByHand(page: Page, forMs: number): Promise<void> {
  const { x, y } = await middleOf(page);
  await page.mouse.move(x, y);
  const began = Date.now();
  for (let passed = 0; passed < forMs; passed = Date.now() - began) {
    await page.mouse.wheel(0, passed < forMs * 0.7 ? -240 : 240);
    await page.waitForTimeout(FRAME_MS);
  }
}

/** By the scrollbar's thumb: through the whole room and back, in small steps and in leaps. */
export async function scrollByThumb(page: Page, forMs: number): Promise<void> {
  const log = page.getByRole("log");
  const began = Date.now();
  let turn = 0;
  while (Date.now() - began < forMs) {
    turn += 1;
    const box = await log.boundingBox();
    const at = await log.evaluate(
      ({ scrollTop, scrollHeight, clientHeight }) => (scrollTop + clientHeight / 2) / scrollHeight,
    );
    if (!box) return;
    const x = box.x + box.width - 6;
    const from = box.y + Math.min(box.height - 12, Math.max(12, at * box.height));
    const to = box.y + 40 + ((turn * 0.37) % 1) * (box.height - 80);
    await page.mouse.move(x, from);
    await page.mouse.down();
    await page.mouse.move(x, to, { steps: turn % 3 === 0 ? 4 : 60 });
    await page.mouse.up();
    await page.waitForTimeout(200);
  }
}

/** By keys: from row to row, by the page, and to both ends. */
export async function scrollByKeys(page: Page, forMs: number): Promise<void> {
  const log = page.getByRole("log");
  await log.locator("[data-row]").last().focus({ timeout: 5_000 });
  const began = Date.now();
  for (let turn = 0; Date.now() - began < forMs; turn += 1) {
    await page.keyboard.press(turn % 50 === 49 ? "PageUp" : "ArrowUp");
    await page.waitForTimeout(FRAME_MS);
  }
}

async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.getByRole("log").boundingBox();
  if (!box) throw new Error("there is no list on the screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
