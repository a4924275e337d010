import { useMemo, useRef, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { inbox } from "../inbox/held.ts";
import { reach } from "../offline/reach.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { activityPath, useShown } from "./activity-address.ts";
import { ActivityList } from "./activity-list.tsx";
import css from "./activity-page.module.css";
import { activityText } from "./activity.text.ts";
import { FilterBar } from "./filter-bar.tsx";
import { listed } from "./listed.ts";
import { useActivity, useSeenHere } from "./seen.ts";

/** What concerned one in all rooms: who mentioned one, answered, and reacted to what one said. */
export function ActivityPage({ me }: { me: SignedInPerson }) {
  const t = useText(activityText);
  const shown = useShown();
  const entries = useActivity();
  const seen = useSeenHere();
  const scroller = useRef<HTMLDivElement>(null);
  const [, goTo] = useLocation();
  const { kind, isNewOnly } = shown;
  const lines = useMemo(
    () => listed(entries, { seen, kind, isNewOnly }),
    [entries, seen, kind, isNewOnly],
  );
  return (
    <Page title={t.title}>
      {entries.length > 0 && <FilterBar shown={shown} lines={lines} />}
      <PageColumn scroller={scroller}>
        <Standing hasAny={entries.length > 0}>
          {lines.length > 0 && (
            // Another choice is another list, which begins at its top.
            <ActivityList key={activityPath(shown)} {...{ lines, me, scroller }} />
          )}
          {lines.length === 0 && isNewOnly && (
            <EmptyState
              title={t.noneNew}
              action={
                <Button
                  onClick={() => goTo(activityPath({ kind, isNewOnly: false }), { replace: true })}
                >
                  {t.showAll}
                </Button>
              }
            >
              {t.noneNewAbout}
            </EmptyState>
          )}
          {lines.length === 0 && !isNewOnly && <EmptyState title={t.noneOf(kind)} />}
        </Standing>
      </PageColumn>
    </Page>
  );
}

/** What is known at all, or on its way; and that it may be old. */
function Standing({ hasAny, children }: { hasAny: boolean; children: ReactNode }) {
  const t = useText(activityText);
  const isTold = useStore(inbox, ({ epoch }) => epoch !== null);
  const isReached = useStore(reach, (state) => state.isReached);
  if (hasAny) {
    return (
      <>
        {!isReached && <p className={css["note"]}>{t.offline}</p>}
        {children}
      </>
    );
  }
  if (!isReached) return <EmptyState title={t.offlineNone}>{t.offlineNoneAbout}</EmptyState>;
  if (!isTold) return <SkeletonRows rows={6} label={t.loading} />;
  return <EmptyState title={t.none}>{t.noneAbout}</EmptyState>;
}
