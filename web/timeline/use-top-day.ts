import { useSyncExternalStore } from "react";
import type { ListScroll } from "./list-scroll.ts";
import type { Rows } from "./rows.ts";
import { startOfDay } from "./times.ts";

/** The day at the window's upper edge, by its first moment; null where it is not known yet. */
export function useTopDay(rows: Rows, scroll: ListScroll): number | null {
  "use no memo";
  return useSyncExternalStore(scroll.subscribe, () => {
    const at = rows.timeAt(scroll.topRow);
    return at === null ? null : startOfDay(at);
  });
}
