import { createStore } from "zustand/vanilla";
import type { RoomId } from "#protocol/ids.ts";

/** What lies over the page. `leave`: the question before leaving this room; `inviteInto`: whom to ask into it; `person`: somebody's card. */
export type Asked =
  | { what: "palette" | "help" | "invite" | "newRoom" | "signOut" | "allRead" }
  | { what: "leave"; room: RoomId; name: string }
  | { what: "inviteInto"; room: RoomId }
  | { what: "person"; id: string; name: string };

/** One thing at a time, asked for from anywhere: by a button, a key or the palette. */
export const asked = createStore<{ now: Asked | null }>(() => ({ now: null }));

export function ask(now: Asked | Exclude<Asked["what"], "leave" | "inviteInto" | "person">): void {
  asked.setState({ now: typeof now === "string" ? { what: now } : now });
}

export function closeAsked(): void {
  asked.setState({ now: null });
}
