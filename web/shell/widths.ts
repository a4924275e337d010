import { useSyncExternalStore } from "react";

/** Up to here one thing is on the screen at a time. The style sheets break at the same widths. */
const PHONE = window.matchMedia("(max-width: 639.98px)");
/** Up to here a panel lies over the page and not beside it. */
const BELOW_DESK = window.matchMedia("(max-width: 1023.98px)");

export function isPhone(): boolean {
  return PHONE.matches;
}

export function isBelowDesk(): boolean {
  return BELOW_DESK.matches;
}

/** Calls `narrowed` whenever a window that was as wide as a desk is no more. */
export function onNarrowed(narrowed: () => void): void {
  BELOW_DESK.addEventListener("change", ({ matches }) => {
    if (matches) narrowed();
  });
}

export function usePhone(): boolean {
  return useSyncExternalStore(onPhoneChange, isPhone);
}

function onPhoneChange(look: () => void): () => void {
  PHONE.addEventListener("change", look);
  return () => PHONE.removeEventListener("change", look);
}
