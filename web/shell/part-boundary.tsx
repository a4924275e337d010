import { Component, Suspense, useEffect, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { onReached, reach } from "../offline/reach.ts";
import { newerThere, newest, takeNewest } from "../updates/newest.ts";
import { Page } from "./page.tsx";
import css from "./part-boundary.module.css";
import { partBoundaryText } from "./part-boundary.text.ts";

type PartBoundaryProps = { path: string; children: ReactNode };
type State = { failedAt: string | null };

/** Where parts of the page are loaded. One that cannot be, or that breaks, leaves the rest of the page as it is. Going elsewhere is a new beginning. */
export class PartBoundary extends Component<PartBoundaryProps, State> {
  override state: State = { failedAt: null };

  static getDerivedStateFromError(): Partial<State> {
    return { failedAt: "" };
  }

  static getDerivedStateFromProps({ path }: PartBoundaryProps, { failedAt }: State): State {
    if (failedAt === "") return { failedAt: path };
    return { failedAt: failedAt === path ? failedAt : null };
  }

  override render(): ReactNode {
    if (this.state.failedAt !== null) return <FailedPart />;
    return <Suspense fallback={null}>{this.props.children}</Suspense>;
  }
}

/** It may be the line, a newer version that has other files, or our mistake; a reload is the way out of all three. */
function FailedPart() {
  const t = useText(partBoundaryText);
  const [isNewer, setNewer] = useState(false);
  const isBusy = useStore(newest, (state) => state.isWished);

  useEffect(() => {
    let isHere = true;
    void newerThere().then((worker) => isHere && setNewer(worker !== null));
    return () => {
      isHere = false;
    };
  }, []);

  // Without the server nobody can tell what it is; with it, a reload does.
  useEffect(() => onReached(() => void takeNewest()), []);
  const isReached = useStore(reach, (state) => state.isReached);

  return (
    <Page title={t.page}>
      <div role="alert" className={css["failed"]}>
        <EmptyState
          title={t.title}
          action={
            <Button look="primary" isBusy={isBusy} onClick={() => void takeNewest()}>
              {isNewer ? t.reload : t.again}
            </Button>
          }
        >
          {isNewer ? t.newer : isReached ? t.kept : t.offline}
        </EmptyState>
      </div>
    </Page>
  );
}
