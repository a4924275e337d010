import { useEffect } from "react";
import { sessionStore } from "../session/session.ts";
import { announce } from "../ui/announcer.tsx";

let told: string | null = null;

/**
 * What the tab is called. Whoever came to another page without the focus going along (by a mouse, or back) hears it too; where the
 * focus went to the page, what has it is spoken already.
 */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    const who = sessionStore.getState();
    const community = who.at === "signed_in" ? who.community : null;
    const parts = [title, community].filter((part) => part !== null && part !== undefined);
    document.title = [...new Set(parts)].join(" – ");
    if (title === undefined) return;
    const { pathname } = window.location;
    const isNew = told !== null && told !== pathname;
    told = pathname;
    const isFocusThere = document.querySelector("#page")?.contains(document.activeElement);
    if (isNew && isFocusThere !== true) announce(title);
  }, [title]);
}
