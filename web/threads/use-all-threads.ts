import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { PersonId } from "#protocol/ids.ts";
import { positions } from "../read/read-position.ts";
import { sessionStore } from "../session/session.ts";
import { allThreads, watchThreads, type RoomThreads } from "./all-threads.ts";
import type { KnownThread } from "./known-threads.ts";
import { threadPreferences } from "./thread-preferences.ts";
import { standingOf, type Standing } from "./thread-standing.ts";

/** A thread in its room, and how the one who reads stands to it. */
export type ListedThread = { in: RoomThreads; thread: KnownThread; standing: Standing };

/** Every thread that this browser knows of, the one that was spoken in last first. */
export function useAllThreads(): { threads: readonly ListedThread[]; isWhole: boolean } {
  const me = useStore(sessionStore, meIn);
  const { rooms, isWhole } = useStore(allThreads);
  const kept = { positions: useStore(positions), preferences: useStore(threadPreferences) };
  useEffect(() => (me === null ? undefined : watchThreads(me)), [me]);
  const { positions: read, preferences } = kept;
  const threads = useMemo(
    () =>
      [...rooms.values()]
        .flatMap((room) =>
          room.threads.map((thread) => ({
            in: room,
            thread,
            standing: standingOf(room.room, thread, { positions: read, preferences }),
          })),
        )
        .toSorted((a, b) => b.thread.lastAt - a.thread.lastAt),
    [rooms, read, preferences],
  );
  return { threads, isWhole };
}

function meIn(who: ReturnType<typeof sessionStore.getState>): PersonId | null {
  return who.at === "signed_in" ? who.person.id : null;
}
