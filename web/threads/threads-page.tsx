import { useMemo, type ReactNode } from "react";
import { useStore } from "zustand";
import { directory } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { NamesContext, type Names } from "../markup/names.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import type { RoomThreads } from "./all-threads.ts";
import { ThreadSummary } from "./thread-summary.tsx";
import css from "./threads-page.module.css";
import { threadsText } from "./threads.text.ts";
import { useAllThreads, type ListedThread } from "./use-all-threads.ts";

/** As many as somebody looks back for. */
const EARLIER = 30;

/** The threads that one follows, in all rooms that this browser holds: first what is new. */
export function ThreadsPage() {
  const t = useText(threadsText);
  const { threads, isWhole } = useAllThreads();
  const followed = threads.filter(({ standing }) => standing.isFollowed);
  const news = followed.filter(({ standing }) => standing.hasNews);
  const earlier = followed.filter(({ standing }) => !standing.hasNews).slice(0, EARLIER);
  return (
    <Page title={t.title}>
      <PageColumn>
        <p className={css["about"]}>{t.covers}</p>
        {news.length > 0 && <Threads heading={t.new} threads={news} />}
        {news.length === 0 && isWhole && (
          <EmptyState title={t.nothingNew}>{t.nothingNewAbout}</EmptyState>
        )}
        {news.length === 0 && !isWhole && <SkeletonRows rows={4} label={t.loading} />}
        {earlier.length > 0 && isWhole && <Threads heading={t.earlier} threads={earlier} />}
      </PageColumn>
    </Page>
  );
}

function Threads({ heading, threads }: { heading: string; threads: readonly ListedThread[] }) {
  return (
    <section className={css["section"]}>
      <h2 className={css["heading"]}>{heading}</h2>
      <ul>
        {threads.map((listed) => (
          <NamesOf key={`${listed.in.room} ${listed.thread.root}`} room={listed.in}>
            <ThreadSummary {...listed} isRoomTold />
          </NamesOf>
        ))}
      </ul>
    </section>
  );
}

/** People are called as in the room that they spoke in. */
function NamesOf({ room: { members }, children }: { room: RoomThreads; children: ReactNode }) {
  const rooms = useStore(directory.store, ({ data }) => data);
  const names = useMemo(
    (): Names => ({
      me: null,
      person: (id) => members[id]?.name,
      room: (id) => rooms?.find((room) => room.id === id)?.name,
    }),
    [members, rooms],
  );
  return <NamesContext value={names}>{children}</NamesContext>;
}
