import {
  useLayoutEffect,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from "react";

type Roving<E extends HTMLElement> = {
  ref: RefObject<E | null>;
  onKeyDown: (event: KeyboardEvent<E>) => void;
  onFocus: (event: FocusEvent<E>) => void;
};

/**
 * For a row of buttons that is one tab stop, the one that had the focus last: arrows lead along it in the direction in which it runs, and
 * around its ends; Home and End to those. What a menu in it holds has keys of its own.
 */
export function useRoving<E extends HTMLElement>(): Roving<E> {
  const ref = useRef<E>(null);
  const current = useRef(0);

  // After every drawing: buttons come and go.
  useLayoutEffect(() => setStop(ref.current, current.current));

  return {
    ref,
    onKeyDown(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || isInMenu(event.target)) return;
      const buttons = buttonsIn(ref.current);
      const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
      const at = buttons.findIndex((button) => button === document.activeElement);
      const to = placeTo(event.key, at, buttons.length, isRtl);
      if (at === -1 || to === null) return;
      event.preventDefault();
      buttons[to]?.focus();
    },
    onFocus({ target }) {
      const at = buttonsIn(ref.current).findIndex((button) => button === target);
      if (at === -1) return;
      current.current = at;
      setStop(ref.current, at);
    },
  };
}

function setStop(row: HTMLElement | null, at: number): void {
  const buttons = buttonsIn(row);
  const stop = Math.min(at, buttons.length - 1);
  for (const [place, button] of buttons.entries()) button.tabIndex = place === stop ? 0 : -1;
}

function buttonsIn(row: HTMLElement | null): HTMLElement[] {
  if (!row) return [];
  return [...row.querySelectorAll<HTMLElement>("button")].filter((button) => !isInMenu(button));
}

function isInMenu(target: EventTarget): boolean {
  return target instanceof Element && target.closest("[role='menu']") !== null;
}

function placeTo(key: string, at: number, count: number, isRtl: boolean): number | null {
  switch (key) {
    case isRtl ? "ArrowLeft" : "ArrowRight":
      return (at + 1) % count;
    case isRtl ? "ArrowRight" : "ArrowLeft":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
