import { useStore } from "zustand";
import type { ThreadEntry } from "#protocol/inbox/entries.ts";
import type { RoomId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import { Dot } from "../ui/dot.tsx";
import { counts } from "../inbox/counts-store.ts";
import { inbox } from "../inbox/held.ts";
import { threadsText } from "./threads.text.ts";
import { useAllThreads } from "./use-all-threads.ts";

/** That a thread which one follows has news: in one room, or in any. It stands beside the word for threads. */
export function NewsDot({ room, id }: { room?: RoomId; id?: string }) {
  const t = useText(threadsText);
  const { threads } = useAllThreads();
  const isMeant = (where: RoomId) => room === undefined || where === room;
  // The inbox knows of rooms that this browser does not hold.
  const isTold = useStore(counts, (all) => {
    const { entries } = inbox.getState();
    return [...entries.values()].some(
      (entry) => entry.kind === "thread" && isMeant(entry.room) && hasToldNews(entry, all),
    );
  });
  const hasNews =
    isTold || threads.some(({ in: where, standing }) => standing.hasNews && isMeant(where.room));
  return hasNews ? <Dot id={id} says={t.unread} /> : null;
}

function hasToldNews(thread: ThreadEntry, all: ReturnType<typeof counts.getState>): boolean {
  const { room, root, concerns, follow, isMuted } = thread;
  if (isMuted || !(follow ?? concerns)) return false;
  return (all[room]?.threads.get(root)?.count ?? 0) > 0;
}
