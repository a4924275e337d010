import { createStore } from "zustand/vanilla";
import { keptTexts } from "./kept-text.ts";

const kept = keptTexts("parley-writing-tools");

/** Whether the row of tools stands under the field, as it was chosen on this device; and whether the message is shown as it will be. */
export const tools = createStore<{ areShown: boolean; isPreviewing: boolean }>(() => ({
  areShown: kept.get("") !== "",
  isPreviewing: false,
}));

export function showTools(areShown: boolean): void {
  tools.setState({ areShown });
  kept.set("", areShown ? "shown" : "");
}

export function togglePreview(): void {
  tools.setState(({ isPreviewing }) => ({ isPreviewing: !isPreviewing }));
}
