import { createStore } from "zustand/vanilla";
import type { DraftSync } from "./draft-sync.ts";

/** What keeps this tab's drafts and the inbox's together; null while nothing does. */
export const draftSync = createStore<{ sync: DraftSync | null }>(() => ({ sync: null }));
