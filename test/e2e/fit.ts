import type { Page } from "playwright-core";

/** What of the page does not fit: reaches beyond its sides, or is cut off without a sign. Asked inside the page. */
export async function whatDoesNotFit(page: Page): Promise<string[]> {
  await page.evaluate("window.__name = (named) => named");
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${(element.getAttribute("class") ?? "").slice(0, 40)} "${(element.textContent ?? "").trim().slice(0, 30)}"`;
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} px wide`);
    const clips = (element: Element | null): boolean => {
      for (let at = element; at; at = at.parentElement) {
        const { overflowX, clipPath, position, textOverflow, webkitLineClamp } =
          getComputedStyle(at);
        // Only heard, or cut with a sign that says so.
        if (clipPath !== "none" || textOverflow === "ellipsis" || webkitLineClamp !== "none")
          return true;
        if (overflowX === "auto" || overflowX === "scroll") return at.scrollWidth > at.clientWidth;
        if (position === "fixed") return false;
      }
      return false;
    };
    // What floats is where it is: only if it scrolls by itself can one come to what is below.
    const isOutOfReach = (element: Element): boolean => {
      const { top, bottom } = element.getBoundingClientRect();
      if (top >= -1 && bottom <= innerHeight + 1) return false;
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { overflowY, position } = getComputedStyle(at);
        if (overflowY === "auto" || overflowY === "scroll") return false;
        if (position === "fixed") return true;
      }
      return false;
    };
    for (const element of document.body.querySelectorAll("*")) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const hasWords = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
      );
      const isControl = element.matches("button, a, input, textarea, select");
      if (!hasWords && !isControl) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width <= 1 || clips(element)) continue;
      if (right > innerWidth + 1 || left < -1)
        found.push(`${name(element)} reaches from ${Math.round(left)} to ${Math.round(right)}`);
      if (isOutOfReach(element)) found.push(`${name(element)} is below the window, out of reach`);
      const style = getComputedStyle(element);
      const isHidden = style.overflowX === "hidden" || style.overflowX === "clip";
      const hasSign = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      if (isHidden && !hasSign && element.scrollWidth > element.clientWidth + 1)
        found.push(`${name(element)} is cut at its side`);
      if (isHidden && !hasSign && element.scrollHeight > element.clientHeight + 2)
        found.push(`${name(element)} is cut below`);
    }
    return found;
  });
}
