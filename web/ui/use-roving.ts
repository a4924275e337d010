import {
  useLayoutEffect,
  useRef,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from "react";
import { rove } from "./rove.ts";

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
      if (isInMenu(event.target)) return;
      const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
      const [next, previous] = isRtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
      const isAt = (button: HTMLElement) => button === document.activeElement;
      rove(event, buttonsIn(ref.current), isAt, { next, previous, isRing: true });
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
