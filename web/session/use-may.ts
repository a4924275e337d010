import { useStore } from "zustand";
import { may, type Permission } from "#protocol/roles.ts";
import { sessionStore } from "./session.ts";

/** Whether whoever is signed in may do this here. What they may not is not offered to them. */
export function useMay(what: Permission): boolean {
  return useStore(sessionStore, (who) => who.at === "signed_in" && may(who.person.role, what));
}
