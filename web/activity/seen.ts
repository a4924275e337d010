import { useMemo } from "react";
import { parse } from "valibot";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { CommandId, Seq, uuid7 } from "#protocol/ids.ts";
import { MAX_MARKS_AT_ONCE } from "#protocol/inbox/limits.ts";
import { inbox, type Held } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";
import { activityIn, isNew } from "./listed.ts";

type Wishing = ReturnType<typeof wishes.store.getState>;

/** Of everything with these numbers it is known from now on that it was looked at: here at once, and by the inbox when there is a line. */
export function markSeen(ids: readonly number[]): void {
  for (let from = 0; from < ids.length; from += MAX_MARKS_AT_ONCE) {
    const activity = ids.slice(from, from + MAX_MARKS_AT_ONCE).map((id) => parse(Seq, id));
    const id = parse(CommandId, uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
    wishes.add({ type: "seen", id, activity });
  }
}

/** What was looked at here, and the inbox may not know yet. */
export function useSeenHere(): ReadonlySet<number> {
  const ids = useStore(wishes.store, useShallow(seenIn));
  return useMemo(() => new Set(ids), [ids]);
}

/** What the inbox tells of, the newest first; the same list until it tells of something else. */
export function useActivity() {
  return useStore(inbox, useShallow(activityIn));
}

/** How much waits to be looked at. */
export function useCountOfNew(): number {
  const seen = useSeenHere();
  return useStore(inbox, (held) => countOfNew(held, seen));
}

function seenIn({ wishes: all }: Wishing): number[] {
  return all.flatMap((wish) => (wish.type === "seen" ? wish.activity : []));
}

function countOfNew({ entries }: Held, seen: ReadonlySet<number>): number {
  let count = 0;
  for (const entry of entries.values()) {
    const isTold = entry.kind === "activity" && isNew(entry, seen);
    if (isTold) count += 1;
  }
  return count;
}
