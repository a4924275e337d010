import { createStore } from "zustand/vanilla";
import { isInCode } from "./in-code.ts";
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

/**
 * Whether this press sends. On a phone, and within code that is not closed yet, Enter makes a line whatever was chosen; Ctrl (⌘) and
 * Enter send everywhere. `before`: the text as far as the caret.
 */
export function sends(press: Press, chosen: SendKey, isTouch: boolean, before: string): boolean {
  if (press.key !== "Enter" || press.shiftKey || press.altKey) return false;
  return press.ctrlKey || press.metaKey || (chosen === "enter" && !isTouch && !isInCode(before));
}
