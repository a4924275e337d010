/** A finger that goes from the edge into the page, as far as this, goes back. */
const FAR_ENOUGH_PX = 72;
/** Where a finger may begin, and how far it goes before it is known to mean something else than scrolling. */
const EDGE_PX = 28;
const SURE_PX = 10;

type Swipe = { id: number; x: number; y: number; isSure: boolean };

/**
 * Lets a finger go back from the edge of the page, as pages of a phone do. It presses the button that it is the twin of: the last one
 * there is of those that say `data-goes-back`. What the browser does from its own edge takes the finger away, and then nothing happens here.
 * Gives what ends it.
 */
export function listenForSwipes(page: HTMLElement): () => void {
  let swipe: Swipe | null = null;
  const into = () => (getComputedStyle(page).direction === "rtl" ? -1 : 1);

  const began = ({ pointerId, pointerType, isPrimary, clientX, clientY, target }: PointerEvent) => {
    const { left, right } = page.getBoundingClientRect();
    const fromEdge = into() === 1 ? clientX - left : right - clientX;
    const isMeant = isPrimary && pointerType === "touch" && fromEdge <= EDGE_PX;
    if (!isMeant || !backOf(page) || scrollsSideways(target, page)) return;
    swipe = { id: pointerId, x: clientX, y: clientY, isSure: false };
  };
  const moved = ({ pointerId, clientX, clientY }: PointerEvent) => {
    if (swipe?.id !== pointerId) return;
    const way = (clientX - swipe.x) * into();
    const aside = Math.abs(clientY - swipe.y);
    if (!swipe.isSure && Math.max(way, aside) >= SURE_PX) {
      if (aside > way) swipe = null;
      else swipe.isSure = true;
    }
    if (swipe?.isSure) follow(page, Math.max(0, way) * into());
  };
  const ended = ({ pointerId, clientX, type }: PointerEvent) => {
    if (swipe?.id !== pointerId) return;
    const { isSure, x } = swipe;
    swipe = null;
    follow(page, 0);
    const isFar = (clientX - x) * into() >= FAR_ENOUGH_PX;
    if (isSure && isFar && type === "pointerup") backOf(page)?.click();
  };
  page.addEventListener("pointerdown", began);
  page.addEventListener("pointermove", moved);
  page.addEventListener("pointerup", ended);
  page.addEventListener("pointercancel", ended);
  return () => {
    page.removeEventListener("pointerdown", began);
    page.removeEventListener("pointermove", moved);
    page.removeEventListener("pointerup", ended);
    page.removeEventListener("pointercancel", ended);
    follow(page, 0);
  };
}

function backOf(page: HTMLElement): HTMLElement | undefined {
  const ways = Array.from(page.querySelectorAll<HTMLElement>("[data-goes-back]"));
  return ways.findLast((way) => way.checkVisibility());
}

/** Code and tables go sideways under a finger by themselves. */
function scrollsSideways(target: EventTarget | null, page: HTMLElement): boolean {
  let at = target instanceof Element ? target : null;
  for (; at && at !== page; at = at.parentElement) {
    const { overflowX } = getComputedStyle(at);
    if (at.scrollWidth > at.clientWidth && /auto|scroll/.test(overflowX)) return true;
  }
  return false;
}

/** The page goes along with the finger, unless less motion is wished. */
function follow(page: HTMLElement, px: number): void {
  const isStill = getComputedStyle(page).getPropertyValue("--motion") === "0";
  page.style.translate = px === 0 || isStill ? "" : `${px}px`;
}
