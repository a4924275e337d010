import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { WhenReached } from "../offline/when-reached.tsx";
import { valueOf } from "../query-client.ts";
import { sessionStore } from "../session/session.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { KeptList } from "../ui/kept-list.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { uiText } from "../ui/ui.text.ts";
import { heldSaved } from "./held-saved.ts";
import { learnSaved } from "./save-message.ts";
import { listSaved, type SavedMessage } from "./saved-by-http.ts";
import { allMarked } from "./saved-marks.ts";
import { SavedRow } from "./saved-row.tsx";
import { isSaved, saved, savedKey } from "./saved.ts";
import { savedText } from "./saved.text.ts";

/** Every message that one keeps at hand, the last one saved first. */
export function SavedPage() {
  const t = useText(savedText);
  return (
    <Page title={t.title}>
      <PageColumn>
        <WhenReached otherwise={<HeldList says={t.offline} />}>
          <SavedList />
        </WhenReached>
      </PageColumn>
    </Page>
  );
}

function SavedList() {
  const t = useText(savedText);
  const u = useText(uiText);
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
      <>
        <HeldList says={t.notLoaded} />
        <Button isBusy={isFetching} onClick={() => void refetch()}>
          {u.tryAgain}
        </Button>
      </>
    );
  }
  return (
    <Rows
      saved={data}
      about={t.about}
      none={<EmptyState title={t.none}>{t.noneAbout}</EmptyState>}
    />
  );
}

/** What can be read of it without the server. */
function HeldList({ says }: { says: string }) {
  const t = useText(savedText);
  const who = useStore(sessionStore);
  const me = who.at === "signed_in" ? who.person.id : null;
  const { data } = useQuery({
    queryKey: ["saved", "held", me],
    queryFn: () => (me === null ? [] : heldSaved(me, allMarked(saved.getState()))),
    staleTime: 0,
  });
  if (data === undefined) return null;
  const none = <EmptyState title={says}>{t.noneHeld}</EmptyState>;
  return <Rows saved={data} about={`${says}. ${t.held}`} none={none} />;
}

type RowsProps = { saved: readonly SavedMessage[]; about: string; none: ReactNode };

function Rows({ saved: messages, about, none }: RowsProps) {
  const t = useText(savedText);
  const marks = useStore(saved);
  // What was just removed is gone at once.
  const shown = messages.filter(({ room, seq }) => isSaved(marks, room, seq));
  if (shown.length === 0) return none;
  return (
    <KeptList about={about} label={t.list}>
      {shown.map((message) => (
        <SavedRow key={savedKey(message.room, message.seq)} saved={message} />
      ))}
    </KeptList>
  );
}
