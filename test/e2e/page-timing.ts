import type { Page } from "playwright-core";

/** What a page has noted about itself since `watchPage`. Times are in ms. */
export type Noted = {
  /** Tasks over 50 ms, as the browser counts them. */
  longTasks: number[];
  /** From a key to the frame after it. */
  keys: number[];
  /** The most rows of the list that were in the page at once. */
  mostRows: number;
  /** Between two frames, while anything was drawn. */
  frames: number[];
};

/** Watches from inside: the browser's own clock, from the event's own time to the paint that follows it. */
export async function watchPage(page: Page): Promise<void> {
  // What compiles this file gives functions their names by a helper, which the page does not have.
  await page.evaluate("window.__name = (named) => named");
  await page.evaluate(() => {
    const noted: Noted = { longTasks: [], keys: [], mostRows: 0, frames: [] };
    const afterPaint = (then: () => void) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", then, { once: true });
        port1.start();
        port2.postMessage(null);
      });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.longTasks.push(duration);
    }).observe({ type: "longtask" });
    document.addEventListener(
      "keydown",
      ({ timeStamp }) => afterPaint(() => noted.keys.push(performance.now() - timeStamp)),
      true,
    );
    let last = performance.now();
    const look = (now: number) => {
      const rows = document.querySelectorAll("[role=log] [data-index]").length;
      noted.mostRows = Math.max(noted.mostRows, rows);
      noted.frames.push(now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { noted });
  });
}

/** What was noted since the last time. */
export function takeNotes(page: Page): Promise<Noted> {
  return page.evaluate(() => {
    const { noted } = window as unknown as { noted: Noted };
    const taken = { ...noted };
    Object.assign(noted, { longTasks: [], keys: [], mostRows: 0, frames: [] });
    return taken;
  });
}

/** From the press on a room in the sidebar to the frame in which its messages stand on the screen. */
export async function timeToSwitch(page: Page, room: string): Promise<number> {
  const painted = page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const watch = ({ timeStamp }: Event) => {
          const look = () => {
            const list = document.querySelector(`[role=log][aria-label$="${name}"]`);
            const box = list?.getBoundingClientRect();
            const isThere = [...(list?.querySelectorAll("article") ?? [])].some((row) => {
              const { top, height } = row.getBoundingClientRect();
              return box !== undefined && height > 0 && top >= box.top && top < box.bottom;
            });
            if (!isThere) return void requestAnimationFrame(look);
            // The frame in which it was found has yet to be painted.
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener("message", () => resolve(performance.now() - timeStamp));
            port1.start();
            port2.postMessage(null);
          };
          requestAnimationFrame(look);
        };
        document.addEventListener("click", watch, { capture: true, once: true });
      }),
    room,
  );
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: room }).click();
  return painted;
}
