import { createStore } from "zustand/vanilla";
import { keptTexts } from "./kept-text.ts";

/** What sends: Enter alone, with Shift for a new line; or Ctrl (⌘) and Enter, with Enter for a new line. */
export type SendKey = "enter" | "mod-enter";

const kept = keptTexts("parley-send-key");

/** The choice of this device: keyboards differ, and so do hands. */
export const sendKey = createStore<{ chosen: SendKey }>(() => ({
  chosen: kept.get("") === "mod-enter" ? "mod-enter" : "enter",
}));

export function chooseSendKey(chosen: SendKey): void {
  sendKey.setState({ chosen });
  kept.set("", chosen === "enter" ? "" : chosen);
}

type Press = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** Whether this press sends. On a phone Enter makes a line whatever was chosen; Ctrl (⌘) and Enter send everywhere. */
export function sends(press: Press, chosen: SendKey, isTouch: boolean): boolean {
  if (press.key !== "Enter" || press.shiftKey || press.altKey) return false;
  return press.ctrlKey || press.metaKey || (chosen === "enter" && !isTouch);
}
