import { useEffect } from "react";
import { createStore } from "zustand/vanilla";
import type { Sources } from "./suggestions.ts";

type Find = Sources["findEmoji"];

/** Finds nothing until emoji are loaded. */
export const emojiFinder = createStore<{ find: Find }>(() => ({ find: () => [] }));

/** Loads what finds emoji, once somebody asks for one. */
export function useEmoji(isAskedFor: boolean): void {
  useEffect(() => {
    if (isAskedFor) void load();
  }, [isAskedFor]);
}

/** In the language of today; what is loaded already comes at once. */
async function load(): Promise<void> {
  try {
    const { loadEmojiSearch } = await import("../emoji/emoji-search.ts");
    emojiFinder.setState({ find: await loadEmojiSearch() });
  } catch {
    // Without a line there is nothing to offer; who types on may have one again.
  }
}
