import { useMemo } from "react";
import { useStore } from "zustand";
import { drafts } from "../composer/drafts.ts";
import { useText } from "../i18n/i18n.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { KeptList } from "../ui/kept-list.tsx";
import { DraftRow } from "./draft-row.tsx";
import { draftsText } from "./drafts.text.ts";
import { listedDrafts } from "./listed-drafts.ts";

/** Everything that one has half written, the last written first. */
export function DraftsPage() {
  const t = useText(draftsText);
  const all = useStore(drafts);
  const listed = useMemo(() => listedDrafts(all), [all]);
  return (
    <Page title={t.title}>
      <PageColumn>
        {listed.length === 0 ? (
          <EmptyState title={t.none}>{t.noneAbout}</EmptyState>
        ) : (
          <KeptList about={t.about} label={t.list}>
            {listed.map((draft) => (
              <DraftRow key={`${draft.key} ${draft.version ?? ""}`} draft={draft} />
            ))}
          </KeptList>
        )}
      </PageColumn>
    </Page>
  );
}
