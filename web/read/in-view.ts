/** Of what is higher than the window, so much of the window shows that it is read. */
const MOST = 0.6;
/** Fractions of a pixel are nobody's fault. */
const ABOUT = 1;

/** Whether somebody can look at a list now: their window has the focus, and nothing lies over what they would read. */
export function isLookedAt(list: HTMLElement): boolean {
  if (document.visibilityState !== "visible" || !document.hasFocus()) return false;
  const { left, right, top, bottom } = list.getBoundingClientRect();
  const width = Math.min(right, window.innerWidth) - left;
  const height = Math.min(bottom, window.innerHeight) - top;
  if (width <= 0 || height <= 0) return false;
  // Near both sides: a panel may lie over one half. Little things that float stand in the middle; what is inert is never on top.
  return [0.15, 0.85].every((part) => {
    const onTop = document.elementFromPoint(left + width * part, top + height / 2);
    return list.contains(onTop);
  });
}

/** Those of these rows that are wholly in view; of one that is higher than the window, most of it. */
export function rowsInView(list: HTMLElement, rows: Iterable<HTMLElement>): HTMLElement[] {
  const view = list.getBoundingClientRect();
  return [...rows].filter((row) => {
    const { top, bottom, height } = row.getBoundingClientRect();
    const shown = Math.min(bottom, view.bottom) - Math.max(top, view.top);
    return height > 0 && (shown >= height - ABOUT || shown >= view.height * MOST);
  });
}
