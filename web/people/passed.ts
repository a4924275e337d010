import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { Status } from "./people-by-http.ts";

/** Timers hold 31 bits; whoever waits longer is woken for nothing and waits on. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How many of these times (ms since epoch) have come; renders anew when the next does. `times` must be the same list in every render. */
export function usePassed(times: readonly number[]): number {
  const subscribe = useCallback((look: () => void) => wakeAtEach(times, look), [times]);
  return useSyncExternalStore(subscribe, () => times.filter((time) => time <= Date.now()).length);
}

/** The status while its time lasts, and then null, without anyone asking the server. */
export function useCurrent(status: Status | null): Status | null {
  const until = status?.until ?? null;
  const times = useMemo(() => (until === null ? [] : [until]), [until]);
  return usePassed(times) > 0 ? null : status;
}

function wakeAtEach(times: readonly number[], look: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    const now = Date.now();
    const next = Math.min(...times.filter((time) => time > now));
    if (next === Infinity) return;
    timer = setTimeout(
      () => {
        look();
        wait();
      },
      Math.min(next - now, LONGEST_TIMER_MS),
    );
  };
  wait();
  return () => clearTimeout(timer);
}
