import { createStore } from "zustand/vanilla";
import type { Sources } from "./suggestions.ts";

type Find = Sources["findEmoji"];

/** Finds nothing until emoji are loaded. */
export const emojiFinder = createStore<{ find: Find }>(() => ({ find: () => [] }));

/** Loads what finds emoji, once somebody asks for one. */
export function useEmoji(_isAskedFor: boolean): void {}
