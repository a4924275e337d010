import { createStore } from "zustand/vanilla";
import { isBelowDesk, onNarrowed } from "./widths.ts";

const PEOPLE = "parley-people-panel";

/** What of the frame is open. The sidebar only matters where it lies over the page. */
export const layout = createStore<{ isSidebarOpen: boolean; isPeopleOpen: boolean }>(() => ({
  isSidebarOpen: false,
  isPeopleOpen: window.matchMedia("(min-width: 1280px)").matches && wasOpen(),
}));

// Beside the page it helps, over the page it hides: nobody asked for that.
onNarrowed(() => layout.setState({ isPeopleOpen: false }));

export function openSidebar(isSidebarOpen: boolean): void {
  layout.setState({ isSidebarOpen });
}

export function openPeople(isPeopleOpen: boolean): void {
  layout.setState({ isPeopleOpen });
  // Only where it stands beside the page is it a choice for every visit.
  if (isBelowDesk()) return;
  try {
    localStorage.setItem(PEOPLE, isPeopleOpen ? "open" : "closed");
  } catch {
    // Storage may be forbidden; the choice then lives as long as the page.
  }
}

function wasOpen(): boolean {
  try {
    return localStorage.getItem(PEOPLE) !== "closed";
  } catch {
    return true;
  }
}
