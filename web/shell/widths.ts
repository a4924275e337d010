import { useSyncExternalStore } from "react";

/** Up to here one thing is on the screen at a time. The style sheets break at the same widths. */
const PHONE = window.matchMedia("(max-width: 639.98px)");
/** Up to here the sidebar is not beside the page, and a panel has half of it. */
const BELOW_DESK = window.matchMedia("(max-width: 1023.98px)");
/** From here on there is room for the talk beside a panel that was made wide. */
const ROOMY = window.matchMedia("(min-width: 1152px)");

export function isPhone(): boolean {
  return PHONE.matches;
}

export function isBelowDesk(): boolean {
  return BELOW_DESK.matches;
}

export function isRoomy(): boolean {
  return ROOMY.matches;
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

export function useRoomy(): boolean {
  return useSyncExternalStore(onRoomyChange, isRoomy);
}

const onPhoneChange = changesOf(PHONE);
const onRoomyChange = changesOf(ROOMY);

function changesOf(width: MediaQueryList) {
  return (look: () => void) => {
    width.addEventListener("change", look);
    return () => width.removeEventListener("change", look);
  };
}
