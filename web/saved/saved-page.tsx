import { useQuery } from "@tanstack/react-query";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { WhenReached } from "../offline/when-reached.tsx";
import { valueOf } from "../query-client.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { uiText } from "../ui/ui.text.ts";
import { learnSaved } from "./save-message.ts";
import { listSaved } from "./saved-by-http.ts";
import css from "./saved-page.module.css";
import { SavedRow } from "./saved-row.tsx";
import { isSaved, saved, savedKey } from "./saved.ts";
import { savedText } from "./saved.text.ts";

/** Every message that one keeps at hand, the last one saved first. */
export function SavedPage() {
  const t = useText(savedText);
  return (
    <Page title={t.title}>
      <WhenReached>
        <PageColumn>
          <SavedList />
        </PageColumn>
      </WhenReached>
    </Page>
  );
}

function SavedList() {
  const t = useText(savedText);
  const u = useText(uiText);
  const marks = useStore(saved);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ["saved"],
    queryFn: async () => {
      const messages = valueOf(await listSaved());
      learnSaved(messages);
      return messages;
    },
    // Another device may have saved something since.
    staleTime: 0,
  });
  if (data === undefined && error === null) return <SkeletonRows rows={5} label={t.loading} />;
  if (data === undefined) {
    return (
      <EmptyState
        title={t.notLoaded}
        action={
          <Button isBusy={isFetching} onClick={() => void refetch()}>
            {u.tryAgain}
          </Button>
        }
      >
        {error?.message}
      </EmptyState>
    );
  }
  // What was just removed is gone at once.
  const shown = data.filter(({ room, seq }) => isSaved(marks, room, seq));
  if (shown.length === 0) return <EmptyState title={t.none}>{t.noneAbout}</EmptyState>;
  return (
    <>
      <p className={css["about"]}>{t.about}</p>
      <ul className={css["list"]} aria-label={t.list}>
        {shown.map((message) => (
          <SavedRow key={savedKey(message.room, message.seq)} saved={message} />
        ))}
      </ul>
    </>
  );
}
