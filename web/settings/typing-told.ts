import { createStore } from "zustand/vanilla";
import { keptTexts } from "../composer/kept-text.ts";

const KEY = "parley-typing-told";
const kept = keptTexts(KEY);

/**
 * Whether others are told that one types. Of this browser, for now: "The inbox" will keep it with the person, and then it answers here.
 * It outlives a sign-out, because nobody should find out later that they are told of again.
 */
export const typingTold = createStore<{ isOn: boolean }>(() => ({ isOn: wasOn() }));

export function tellTyping(isOn: boolean): void {
  typingTold.setState({ isOn });
  kept.set("", isOn ? "" : "off");
}

function wasOn(): boolean {
  return kept.get("") !== "off";
}

// Another tab, in which a room may be open.
if (typeof window !== "undefined") {
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) typingTold.setState({ isOn: wasOn() });
  });
}
