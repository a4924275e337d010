import { useEffect, useRef } from "react";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { SidePanel } from "../ui/side-panel.tsx";
import { closeBeside, openThread } from "../room/open-beside.ts";
import { ThreadSummary } from "./thread-summary.tsx";
import css from "./threads-panel.module.css";
import { threadsText } from "./threads.text.ts";
import { useAllThreads, type ListedThread } from "./use-all-threads.ts";

/** The threads that are known of a room: those that one follows, then the others, the one that was spoken in last first. */
export function ThreadsPanel({ handle }: { handle: RoomHandle }) {
  const t = useText(threadsText);
  const panel = useRef<HTMLElement>(null);
  const threads = useAllThreads().threads.filter(({ in: where }) => where.room === handle.id);
  const followed = threads.filter(({ standing }) => standing.isFollowed);
  const others = threads.filter(({ standing }) => !standing.isFollowed);
  useMissingRoots(handle, threads);
  return (
    <SidePanel title={t.title} closes={t.close} onClose={closeBeside} panel={panel}>
      {threads.length === 0 && <EmptyState title={t.noThreads}>{t.noThreadsAbout}</EmptyState>}
      {followed.length > 0 && <Threads handle={handle} heading={t.followed} threads={followed} />}
      {others.length > 0 && <Threads handle={handle} heading={t.others} threads={others} />}
    </SidePanel>
  );
}

type ThreadsProps = { handle: RoomHandle; heading: string; threads: readonly ListedThread[] };

function Threads({ handle, heading, threads }: ThreadsProps) {
  return (
    <section className={css["section"]}>
      <h3 className={css["heading"]}>{heading}</h3>
      <ul>
        {threads.map((listed) => (
          <ThreadSummary
            key={listed.thread.root}
            {...listed}
            onOpen={() => openThread(handle.id, listed.thread.root)}
          />
        ))}
      </ul>
    </section>
  );
}

/** So many messages that threads hang on are asked for at once. */
const ASKED = 20;

function useMissingRoots(handle: RoomHandle, threads: readonly ListedThread[]): void {
  const missing = threads
    .filter(({ thread }) => thread.rootEvent === undefined)
    .slice(0, ASKED)
    .map(({ thread }) => thread.root)
    .join();
  useEffect(() => {
    for (const root of missing.split(",").map(Number)) if (root > 0) handle.load(root, root);
  }, [handle, missing]);
}
