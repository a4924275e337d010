import { useStore } from "zustand";
import type { SessionState } from "./session-state.ts";
import { sessionStore } from "./session.ts";

/** For how long whoever is signed in may edit what they have said, in ms, as far as is known here; undefined: for ever. */
export function editWindow(): number | undefined {
  return windowIn(sessionStore.getState());
}

export function useEditWindow(): number | undefined {
  return useStore(sessionStore, windowIn);
}

function windowIn(who: SessionState): number | undefined {
  return who.at === "signed_in" ? who.person.editWindowMs : undefined;
}
